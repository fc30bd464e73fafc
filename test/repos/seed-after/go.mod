module github.com/vidscore/vidscore

go 1.24
