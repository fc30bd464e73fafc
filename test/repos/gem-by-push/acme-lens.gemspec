Gem::Specification.new do |spec|
  spec.name = "acme-lens"
  spec.version = "1.4.0"
  spec.summary = "Shows what is inside a container image"
  spec.authors = ["Acme"]
  spec.license = "MIT"
  spec.files = ["lib/acme_lens.rb"]
end
