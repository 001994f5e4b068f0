"""Downloads the release's package into a folder, checks its SHA-256 and prints its path.

Usage: get-release.py FOLDER
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import boto3

instance = json.loads(Path(os.environ.get("MINITTER_INSTANCE", "/etc/minitter-aws/instance.json")).read_text())
release = instance["release"]
s3 = boto3.client("s3", region_name=instance["region"])

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
# apt reads it as a user of its own.
folder.chmod(0o755)
package = folder / release["key"].rsplit("/", 1)[-1]
digest = hashlib.sha256()
with package.open("wb") as file:
    for chunk in s3.get_object(Bucket=release["bucket"], Key=release["key"])["Body"].iter_chunks(1 << 20):
        file.write(chunk)
        digest.update(chunk)

wanted = release["sha256"]
if not wanted:
    # As sha256sum writes it: the sum, then the file's name.
    text = s3.get_object(Bucket=release["bucket"], Key=release["key"] + ".sha256")["Body"].read().decode()
    wanted = (text.split() or [""])[0].lower()
if digest.hexdigest() != wanted:
    package.unlink()
    sys.exit(f"{release['key']} has the SHA-256 {digest.hexdigest()}, and should have {wanted}")
package.chmod(0o644)
print(package)
