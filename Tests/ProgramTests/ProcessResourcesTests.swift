import Testing

@testable import Minitter

@Suite("What the system lets the process have")
struct ProcessResourcesTests {
    @Test(
        "the cores of a mask are counted",
        arguments: [("3", 2), ("1", 1), ("f0", 4), ("ffffffff,00000001", 33), ("00000000,00000010", 1)])
    func cores(mask: String, count: Int) {
        let status = "Name:\tminitter\nCpus_allowed:\t\(mask)\nCpus_allowed_list:\t0-99\n"
        #expect(ProcessResources.allowedCores(status: status) == count)
    }

    @Test(
        "a system that doesn't say is believed to give all", arguments: ["", "Name:\tminitter\n", "Cpus_allowed:\t0\n"])
    func unknown(status: String) {
        #expect(ProcessResources.allowedCores(status: status) == nil)
    }

    @Test(
        "files leave room for what else is open", arguments: [(64, 32), (256, 128), (1_024, 896), (65_536, 65_408)])
    func files(count: Int, connections: Int) {
        #expect(ProcessResources.connections(files: count) == connections)
    }

    @Test("there is a core")
    func here() {
        #expect(ProcessResources.cores >= 1)
    }
}
