"""Writes the secrets of Secrets Manager into files in memory that only the program's user can read.

Run at each boot, before the program: /run is empty then. It tries again for five minutes.
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

instance = json.loads(Path(os.environ.get("MINITTER_INSTANCE", "/etc/minitter-aws/instance.json")).read_text())
user = os.environ.get("MINITTER_USER", "minitter")
patience = float(os.environ.get("MINITTER_PATIENCE", "300"))
folder = Path(instance["secrets_folder"])


def fetch() -> dict[str, str]:
    secrets = boto3.client("secretsmanager", region_name=instance["region"])
    return {
        name: secrets.get_secret_value(SecretId=secret["id"])["SecretString"]
        for name, secret in instance["secrets"].items()
    }


deadline = time.monotonic() + patience
while True:
    try:
        values = fetch()
        break
    # An instance's role may take some seconds to be there, and more to have its rights.
    except (BotoCoreError, ClientError) as error:
        if time.monotonic() >= deadline:
            sys.exit(f"the secrets can't be read: {error}")
        print(f"the secrets can't be read yet: {error}", flush=True)
        time.sleep(min(5, patience))

folder.mkdir(mode=0o700, exist_ok=True)
shutil.chown(folder, user, user)
for name, value in values.items():
    # Beside it first: whoever reads at that moment has the old one or the new one, whole.
    new = folder / f".{name}"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
        file.write(value)
    shutil.chown(new, user, user)
    new.replace(folder / name)
