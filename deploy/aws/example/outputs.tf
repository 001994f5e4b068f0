output "url" {
  description = "Where clients reach the servers."
  value       = module.minitter.url
}

output "minitter" {
  description = "Everything else that the module tells."
  value       = module.minitter
}
