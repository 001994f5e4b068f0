# Profile pictures: a private bucket, and CloudFront, which alone may read it, in front.

locals {
  # Where the program keeps pictures: profile/{user}/{hash}-{random}.webp.
  pictures_prefix = "profile/"
}

resource "aws_s3_bucket" "pictures" {
  # checkov:skip=CKV_AWS_18: readers are seen by CloudFront, and the program logs each upload
  # checkov:skip=CKV_AWS_21: who deletes a picture wants it gone; and a key is never written twice
  # checkov:skip=CKV_AWS_144: profile pictures can be uploaded again, S3 keeps them in three zones
  # checkov:skip=CKV_AWS_145: encrypted by S3's own key; pictures are public, and KMS charges for each of them
  # checkov:skip=CKV2_AWS_62: nothing waits for a picture
  bucket_prefix = "${var.name}-pictures-"
  force_destroy = !var.protected
}

resource "aws_s3_bucket_public_access_block" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  rule {
    id     = "abort-unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "CloudFrontReads"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.pictures.arn}/${local.pictures_prefix}*"
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.pictures.arn } }
      },
      {
        Sid       = "NothingWithoutTLS"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.pictures.arn, "${aws_s3_bucket.pictures.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.pictures]
}

resource "aws_cloudfront_origin_access_control" "pictures" {
  name                              = "${var.name}-pictures"
  description                       = "Signs what CloudFront asks of the bucket"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "pictures" {
  # checkov:skip=CKV2_AWS_32: it has AWS's own; checkov looks for one that is made here
  # checkov:skip=CKV_AWS_68: only files that never change are behind it, and only GET is taken
  # checkov:skip=CKV2_AWS_47: as above; no Java is behind it
  # checkov:skip=CKV_AWS_86: who looks at whose picture need not be kept
  # checkov:skip=CKV_AWS_174: CloudFront's own name allows no choice of TLS version; no secret passes
  # checkov:skip=CKV2_AWS_42: a certificate of our own would have to be made in us-east-1
  # checkov:skip=CKV_AWS_305: there is no page at its root
  # checkov:skip=CKV_AWS_310: there is one bucket
  # checkov:skip=CKV_AWS_374: anybody may look at pictures from anywhere
  comment         = "${var.name}: profile pictures"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.pictures_price_class

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.pictures.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.pictures.id
  }

  default_cache_behavior {
    target_origin_id       = "bucket"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    # AWS's policies CachingOptimized (as long as the object says: a year) and SecurityHeadersPolicy.
    cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
