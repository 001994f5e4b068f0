# What a server may do: each statement is one need of it.

resource "aws_iam_role" "server" {
  name_prefix = "${var.name}-server-"
  description = "A server of ${var.name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_instance_profile" "server" {
  name_prefix = "${var.name}-server-"
  role        = aws_iam_role.server.name
}

# README.md, "What a server may do", says which call of the program each action is for.
resource "aws_iam_role_policy" "pictures" {
  name = "pictures"
  role = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Pictures"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.pictures.arn}/${local.pictures_prefix}*"
      },
      {
        # IfExists: the check of /readyz names no prefix, nor does S3 itself, when it decides between "no such key" (404)
        # and "not allowed" (403) for a picture that is gone.
        Sid       = "NamesOfPictures"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.pictures.arn
        Condition = { StringEqualsIfExists = { "s3:prefix" = local.pictures_prefix } }
      },
    ]
  })
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Release"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = [local.release_arn, "${local.release_arn}.sha256"]
      },
      {
        Sid      = "Secrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [aws_secretsmanager_secret.jwt.arn, aws_secretsmanager_secret.database.arn]
      },
      {
        Sid      = "TellWhetherItServes"
        Effect   = "Allow"
        Action   = "autoscaling:CompleteLifecycleAction"
        Resource = local.group_arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "logs" {
  name = "logs"
  role = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Logs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.servers.arn}:*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "session_manager" {
  count = var.session_manager ? 1 : 0

  role       = aws_iam_role.server.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
