package import Database
import Foundation
package import Imaging
package import Logging
package import MinitterModel
package import ObjectStorage

/// What the services are told from outside.
package struct ServiceSettings: Sendable {
    /// At least 32 bytes.
    package var tokenSecret: [UInt8]
    /// Seconds.
    package var tokenLifetime: Int64
    /// One of ``PasswordHasher/costs``.
    package var bcryptCost: Int
    /// Threads that hash passwords.
    package var passwordThreads: Int
    /// Log-ins and sign-ups that may wait for a thread.
    package var maximumWaitingPasswords: Int
    /// Threads that make pictures.
    package var pictureThreads: Int
    /// Uploads that may wait for a thread.
    package var maximumWaitingPictures: Int
    /// For uploads that are too large to be kept in memory while they come.
    package var uploadFolder: String
    package var timeline: TimelinePolicy
    /// Rows that a transaction deletes, about, where an account or a tweet has many.
    package var deletedRowsAtOnce: Int
    /// How long the storage of pictures may take to tell that it is there.
    package var storagePatience: Duration

    package init(
        tokenSecret: [UInt8], tokenLifetime: Int64 = 86_400, bcryptCost: Int = 12, passwordThreads: Int = 2,
        maximumWaitingPasswords: Int = 32, pictureThreads: Int = 1, maximumWaitingPictures: Int = 8,
        uploadFolder: String = NSTemporaryDirectory(), timeline: TimelinePolicy = .init(),
        deletedRowsAtOnce: Int = 1_000, storagePatience: Duration = .milliseconds(300)
    ) {
        self.tokenSecret = tokenSecret
        self.tokenLifetime = tokenLifetime
        self.bcryptCost = bcryptCost
        self.passwordThreads = passwordThreads
        self.maximumWaitingPasswords = maximumWaitingPasswords
        self.pictureThreads = pictureThreads
        self.maximumWaitingPictures = maximumWaitingPictures
        self.uploadFolder = uploadFolder
        self.timeline = timeline
        self.deletedRowsAtOnce = deletedRowsAtOnce
        self.storagePatience = storagePatience
    }
}

/// Every service, joined. The server, the command line and the tests all use this.
package struct Services: Sendable {
    package let users: UserService
    package let search: PeopleSearch
    package let logIns: LogInService
    package let tokens: TokenService
    package let tweets: TweetService
    package let likes: LikeService
    package let follows: FollowService
    package let timelines: TimelineService
    package let timelineKeeper: TimelineKeeper
    package let pictures: ProfilePictureService
    package let pictureSweeper: PictureSweeper
    package let health: HealthService
    package let idempotency: IdempotencyService
    /// Where reads may go to a replica: who must not be shown one; else nil.
    package let recentWriters: RecentWriters?
    /// For metrics: what hashes passwords and what makes pictures.
    package let passwordWorkers: WorkerPool
    package let pictureWorkers: WorkerPool

    /// - Parameter now: the clock; tests have their own.
    package init(
        database: any Database, storage: any ObjectStorage, renderer: ProfilePictureRenderer,
        settings: ServiceSettings, logger: Logger, now: @escaping @Sendable () -> Timestamp = { .now }
    ) async {
        recentWriters = (database as? ReplicatedDatabase)?.writers
        passwordWorkers = WorkerPool(
            name: "password", threads: settings.passwordThreads, maximumWaiting: settings.maximumWaitingPasswords)
        pictureWorkers = WorkerPool(
            name: "picture", threads: settings.pictureThreads, maximumWaiting: settings.maximumWaitingPictures)
        let hasher = PasswordHasher(cost: settings.bcryptCost, workers: passwordWorkers)
        tokens = await TokenService(
            secret: settings.tokenSecret, lifetime: settings.tokenLifetime, database: database, now: now)
        logIns = LogInService(database: database, hasher: hasher, tokens: tokens, now: now)
        pictures = ProfilePictureService(
            database: database, storage: storage, renderer: renderer, workers: pictureWorkers,
            uploadFolder: settings.uploadFolder, logger: logger, now: now)
        let timelineStore = TimelineStore(policy: settings.timeline)
        timelineKeeper = TimelineKeeper(database: database, timelines: timelineStore, logger: logger, now: now)
        pictureSweeper = PictureSweeper(database: database, storage: storage, now: now)
        users = UserService(
            database: database, deletions: AccountDeletionStore(rowsAtOnce: settings.deletedRowsAtOnce),
            logIns: logIns, hasher: hasher, tokens: tokens, pictures: pictures,
            timelines: timelineStore, now: now)
        search = PeopleSearch(database: database)
        tweets = TweetService(
            database: database, timelines: timelineStore, keeper: timelineKeeper,
            deletedRowsAtOnce: settings.deletedRowsAtOnce, now: now)
        likes = LikeService(database: database, now: now)
        follows = FollowService(database: database, timelines: timelineStore, now: now)
        timelines = TimelineService(database: database, timelines: timelineStore, keeper: timelineKeeper, now: now)
        health = HealthService(
            database: database, storage: StorageHealth(storage, patience: settings.storagePatience))
        idempotency = IdempotencyService(database: database, secret: settings.tokenSecret, now: now)
    }
}
