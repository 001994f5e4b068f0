import Logging
import MinitterService
import ObjectStorage
import ServiceLifecycle

/// Tells at the start when the storage is away, and once a day removes the pictures that no row names.
struct PictureUpkeep: Service {
    let storage: any ObjectStorage
    let sweeper: PictureSweeper
    let logger: Logger
    /// Until the first removal: some minutes, by chance, so that servers that start together don't do it together.
    var firstDelay = Duration.seconds(Int.random(in: 300...3_600))

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            do {
                try await storage.checkAvailability()
            } catch {
                logger.warning("pictures can't be stored or read at present", metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: firstDelay)
            while true {
                await sweep()
                try await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    private func sweep() async {
        do {
            let findings = try await sweeper.find()
            guard !findings.looksWrong else {
                logger.warning(
                    "nearly all pictures seem left behind and are kept: see minitter media prune",
                    metadata: ["left-behind": "\(findings.leftBehind.count)", "in-use": "\(findings.named)"])
                return
            }
            for picture in findings.leftBehind {
                try Task.checkCancellation()
                try await sweeper.remove(picture)
            }
            logger.info("removed pictures that were left behind", metadata: ["count": "\(findings.leftBehind.count)"])
        } catch is CancellationError {
            return
        } catch {
            logger.warning("pictures that were left behind can't be removed", metadata: ["reason": "\(error)"])
        }
    }
}
