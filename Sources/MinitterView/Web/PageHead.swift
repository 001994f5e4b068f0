/// What of a page stands in its `<head>`: the title, and Open Graph tags (https://ogp.me), by which a link to it shows
/// well in a chat.
struct PageHead {
    enum Kind: String { case article, profile, website }

    let title: Markup
    let kind: Kind
    /// What a chat shows in bold; the title is the browser's.
    let subject: String
    let description: String
    /// Absolute.
    let url: String
    /// Absolute.
    var image: String?
    /// Path of the feed.
    var feed: String?

    var markup: Markup {
        """
        <title>\(title) · Minitter</title>
        <meta name="description" content="\(description)">
        <link rel="canonical" href="\(url)">
        <meta property="og:site_name" content="Minitter">
        <meta property="og:type" content="\(kind.rawValue)">
        <meta property="og:title" content="\(subject)">
        <meta property="og:description" content="\(description)">
        <meta property="og:url" content="\(url)">\(image.map(Self.picture))
        <meta name="twitter:card" content="summary">\(feed.map { Self.link(toFeed: $0) })
        """
    }

    /// All profile pictures have this size.
    private static func picture(_ url: String) -> Markup {
        """

        <meta property="og:image" content="\(url)">
        <meta property="og:image:width" content="400">
        <meta property="og:image:height" content="400">
        """
    }

    private static func link(toFeed path: String) -> Markup {
        """

        <link rel="alternate" type="application/atom+xml" href="\(path)">
        """
    }
}
