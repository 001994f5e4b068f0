"""Whether a storm of log-ins slows timelines: their times without it and with it, in turns."""

import subprocess
from statistics import median

from .callers import Callers, some_people
from .load import Load, Work, parsed
from .progress import Bar
from .servers import Server, Site
from .works import PAGE

# Minitter's defaults: 2 that are worked on and 32 that wait. One more would be answered 503.
STORM = 34
CONNECTIONS = (1, 16)


def measure(site: Site, load: Load, callers: Callers) -> list[dict]:
    readers = Work("timeline", f"timeline {PAGE}", callers.tokens("people", some_people(site.network)))
    log_ins = Work("log-ins", "login", callers.emails("log-ins", site.network))
    kinds = [kind for kind in Site.KINDS if kind.startswith("minitter")]
    bar = Bar("Storm of log-ins", len(kinds) * len(CONNECTIONS))
    results = []
    for kind in kinds:
        with site.running(kind) as [server]:
            for connections in CONNECTIONS:
                results.append(_measure(server, load, readers, log_ins, connections))
                bar.advance(1)
    bar.finish()
    return results


def _measure(server: Server, load: Load, readers: Work, log_ins: Work, connections: int) -> dict:
    load.warm_up(server, readers, connections)
    calm, stormy, answered, refused = [], [], 0, 0
    for _ in range(load.repeats):
        calm.append(load.run(server, readers, connections))
        # It begins before the timelines and ends after them.
        command = load.command(server, log_ins, STORM, load.seconds + 2)
        storm = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            storm.wait(1)
        except subprocess.TimeoutExpired:
            pass
        stormy.append(load.run(server, readers, connections))
        logged_in = parsed(*storm.communicate())
        answered += logged_in["requests"] - logged_in["bad_answers"]
        refused += logged_in["bad_answers"]
    result = {"server": server.name, "connections": connections, "log_ins": answered, "refused": refused}
    for name in ("p50", "p99"):
        result[f"calm_{name}"] = median(run[name] for run in calm)
        result[f"stormy_{name}"] = median(run[name] for run in stormy)
    return result
