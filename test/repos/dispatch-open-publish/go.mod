module example.com/acme/lens

go 1.24
