# A private bucket that only CloudFront reads.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  assert {
    condition = (
      aws_s3_bucket_public_access_block.pictures.block_public_acls && aws_s3_bucket_public_access_block.pictures.block_public_policy &&
      aws_s3_bucket_public_access_block.pictures.ignore_public_acls && aws_s3_bucket_public_access_block.pictures.restrict_public_buckets &&
      aws_s3_bucket_ownership_controls.pictures.rule[0].object_ownership == "BucketOwnerEnforced"
    )
    error_message = "the bucket can be made public"
  }

  assert {
    condition = one(
      one(aws_s3_bucket_server_side_encryption_configuration.pictures.rule).apply_server_side_encryption_by_default
    ).sse_algorithm == "AES256"
    error_message = "pictures are not encrypted"
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.pictures.policy).Statement == [
      {
        Sid       = "CloudFrontReads"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::minitter-pictures-mock/profile/*"
        Condition = { StringEquals = { "AWS:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/MOCK" } }
      },
      {
        Sid       = "NothingWithoutTLS"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::minitter-pictures-mock", "arn:aws:s3:::minitter-pictures-mock/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "others than this distribution can read pictures, or without TLS"
  }

  assert {
    condition = (
      aws_cloudfront_origin_access_control.pictures.signing_behavior == "always" &&
      one(aws_cloudfront_distribution.pictures.origin).origin_access_control_id == aws_cloudfront_origin_access_control.pictures.id
    )
    error_message = "CloudFront doesn't sign what it asks of the bucket"
  }

  assert {
    condition = (
      aws_cloudfront_distribution.pictures.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https" &&
      toset(aws_cloudfront_distribution.pictures.default_cache_behavior[0].allowed_methods) == toset(["GET", "HEAD"])
    )
    error_message = "CloudFront serves pictures without TLS, or takes more than GET and HEAD"
  }

  assert {
    condition     = local.settings.MINITTER_S3_PUBLIC == "https://mock.cloudfront.net"
    error_message = "the program doesn't lead clients to CloudFront"
  }
}
