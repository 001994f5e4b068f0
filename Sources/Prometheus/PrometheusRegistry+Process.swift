extension PrometheusRegistry {
    /// Shows what the kernel counts of this process, under the names that dashboards expect
    /// (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics). Linux only: elsewhere they are
    /// left out.
    package func collectProcessMetrics() {
        describe("process_resident_memory_bytes", help: "Resident memory size in bytes.")
        gauge("process_resident_memory_bytes") { ProcessStatus.current()?.residentBytes }
        describe("process_cpu_seconds_total", help: "Total user and system CPU time spent in seconds.")
        counter("process_cpu_seconds_total") { ProcessStatus.current()?.cpuSeconds }
        describe("process_open_fds", help: "Number of open file descriptors.")
        gauge("process_open_fds") { ProcessStatus.openDescriptors() }
        describe("process_start_time_seconds", help: "Start time of the process since unix epoch in seconds.")
        let start = ProcessStatus.startSeconds()
        gauge("process_start_time_seconds") { start }
    }
}
