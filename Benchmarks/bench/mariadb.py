"""A MariaDB server of our own, which keeps what it acknowledges (unlike that of script/with-mariadb)."""

import getpass
import os
import pathlib
import secrets
import shutil
import subprocess

from .processes import Placement, Process, free_port

# Where Debian and Fedora keep servers, which is not on everybody's path.
PATH = os.environ["PATH"] + ":/usr/sbin:/usr/libexec"


class MariaDB:
    def __init__(self, folder: pathlib.Path, placement: Placement, buffer_pool: str):
        self.folder = folder
        folder.mkdir()
        self.port, self.password = free_port(), secrets.token_hex(12)
        account = f"--user={getpass.getuser()}"
        environment = {"TMPDIR": str(folder), "PATH": PATH}
        subprocess.run(
            ["mariadb-install-db", "--no-defaults", account, f"--datadir={folder}/data", "--skip-test-db",
             "--auth-root-authentication-method=normal"],
            check=True, capture_output=True, env=os.environ | environment,
        )  # fmt: skip
        # One statement a line.
        (folder / "init.sql").write_text(
            f"CREATE USER bench@127.0.0.1 IDENTIFIED BY '{self.password}';\nGRANT ALL ON *.* TO bench@127.0.0.1;\n"
        )
        server = shutil.which("mariadbd", path=PATH)
        if not server:
            raise RuntimeError("there is no MariaDB: run script/bootstrap --bench")
        options = [
            account, f"--datadir={folder}/data", f"--socket={folder}/socket", f"--port={self.port}",
            "--bind-address=127.0.0.1", "--skip-name-resolve", f"--pid-file={folder}/pid", f"--log-error={folder}/log",
            f"--init-file={folder}/init.sql", "--max-connections=1000", f"--innodb-buffer-pool-size={buffer_pool}",
            "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1", "--skip-log-bin",
            # Large enough that a few minutes of writing wait for no checkpoint.
            "--innodb-log-file-size=2G", "--table-open-cache=4000",
        ]  # fmt: skip
        command = [server, "--no-defaults", *options]
        self.process = Process(command, placement.database, folder / "log", environment)
        self.process.wait_until_ready(self._answers)

    def _answers(self) -> bool:
        command = self.client("mariadb", "--execute", "SELECT 1")
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def client(self, program: str, *more: str) -> list[str]:
        # The password is for this run, and everything goes with the folder.
        return [
            program, "--no-defaults", "--host=127.0.0.1", f"--port={self.port}", "--user=bench",
            f"--password={self.password}", *more,
        ]  # fmt: skip

    def run(self, sql: str, database: str = "") -> str:
        command = self.client("mariadb", "--default-character-set=utf8mb4", "--batch", "--skip-column-names")
        done = subprocess.run([*command, database], input=sql, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"MariaDB refuses this: {done.stderr}")
        return done.stdout.strip()

    def url(self, scheme: str, database: str) -> str:
        return f"{scheme}://bench:{self.password}@127.0.0.1:{self.port}/{database}"

    def stop(self):
        self.process.stop()
