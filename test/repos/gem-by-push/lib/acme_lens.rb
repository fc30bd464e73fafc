module AcmeLens
end
