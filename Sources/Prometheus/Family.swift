/// All series of one name.
struct Family: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    let kind: Kind
    let name: MetricName
    /// By their labels' text.
    private var members: [String: any Series] = [:]
    /// Takes what comes beyond the limit.
    private var overflow: (any Series)?

    init(kind: Kind, name: MetricName) {
        self.kind = kind
        self.name = name
    }

    /// The series of these labels; nil when they name something else already.
    mutating func series<S: Series>(_ kind: Kind, _ labels: Labels, limit: Int, make: (Labels) -> S) -> S? {
        guard kind == self.kind else { return nil }
        if let found = members[labels.text] { return found as? S }
        guard members.count >= limit else {
            let made = make(labels)
            members[labels.text] = made
            return made
        }
        if overflow == nil {
            // One series only, with the labels' names of the first that was too many: the limit holds whatever comes.
            let other = labels.other
            overflow = members[other.text] ?? make(other)
            members[other.text] = overflow
        }
        return overflow as? S
    }

    /// Puts the series where its labels say; false when it can't be there.
    mutating func replace(_ kind: Kind, _ new: SampledSeries, limit: Int) -> Bool {
        guard kind == self.kind, members[new.labels.text] != nil || members.count < limit else { return false }
        members[new.labels.text] = new
        return true
    }

    /// Takes the series out if it is in here. The one for all others stays: it isn't anybody's own.
    mutating func remove(_ old: any Series) {
        guard members[old.labels.text] === old, overflow !== old else { return }
        members[old.labels.text] = nil
    }

    func write(to text: inout ExpositionText) {
        for (_, series) in members.sorted(by: { $0.key < $1.key }) { series.write(to: &text) }
    }
}
