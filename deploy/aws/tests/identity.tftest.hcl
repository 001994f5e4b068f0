# The exact rights of a server.

mock_provider "aws" {
  source = "./tests/mocks"
}

override_resource {
  target = aws_secretsmanager_secret.database
  values = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database" }
}

override_resource {
  target = aws_secretsmanager_secret.jwt
  values = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:jwt" }
}

run "made" {
  assert {
    condition = jsondecode(aws_iam_role_policy.pictures.policy).Statement == [
      {
        Sid      = "Pictures"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "arn:aws:s3:::minitter-pictures-mock/profile/*"
      },
      {
        Sid       = "NamesOfPictures"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = "arn:aws:s3:::minitter-pictures-mock"
        Condition = { StringEqualsIfExists = { "s3:prefix" = "profile/" } }
      },
    ]
    error_message = "a server's rights on pictures are others than to put, get, delete and list under profile/"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.start.policy).Statement == [
      {
        Sid    = "Release"
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [
          "arn:aws:s3:::releases/minitter/*/minitter_*_amd64.deb",
          "arn:aws:s3:::releases/minitter/*/minitter_*_amd64.deb.sha256",
        ]
      },
      {
        Sid    = "Secrets"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          "arn:aws:secretsmanager:eu-central-1:123456789012:secret:jwt",
          "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database",
        ]
      },
      {
        Sid      = "TellWhetherItServes"
        Effect   = "Allow"
        Action   = "autoscaling:CompleteLifecycleAction"
        Resource = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/minitter"
      },
    ]
    error_message = "a server's rights at its start are others than releases, its two secrets and its report"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.logs.policy).Statement == [{
      Sid      = "Logs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:eu-central-1:123456789012:log-group:/minitter/servers:*"
    }]
    error_message = "a server's rights on logs are others than to write into its own group"
  }

  assert {
    condition     = length(aws_iam_role_policy_attachment.session_manager) == 0
    error_message = "a server has the rights of Session Manager, which nobody asked for"
  }

  assert {
    condition     = jsondecode(aws_iam_role.server.assume_role_policy).Statement[*].Principal == [{ Service = "ec2.amazonaws.com" }]
    error_message = "others than EC2 can take the servers' role"
  }
}
