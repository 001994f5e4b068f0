"""A small network for screenshots: always the same people, words and times."""

import sqlite3
from datetime import datetime, timedelta, timezone

from people import Person
from server import Server

NOW = datetime(2026, 4, 5, 9, 30, tzinfo=timezone.utc)

PEOPLE = {
    "hana": ("김하나", "서울에서 자전거 타는 사람. 커피는 진하게 ☕️"),
    "alex": ("Alex Rivera", "Night-train enthusiast, bread baker. Lisbon → Busan."),
    "minjun": ("박민준", "주말엔 산, 평일엔 코드. 사진도 조금 찍습니다."),
    "maya": ("Maya Lindqvist", "Illustrator. Draws birds that don’t exist yet."),
    "seoyeon": ("이서연", "책방지기. 오늘의 문장을 모아요.\nhttps://example.com/books"),
    "tom": ("Tom Okafor", "Jazz, tomatoes, long letters."),
    "jiho": ("최지호", ""),
    "kim": ("Kim Novak-Ellis", "Cycling to every lighthouse."),
    "kimyuna": ("김유나", "도자기를 굽고, 가끔은 태웁니다."),
}

# Who, how many minutes before now, what, and how many like it.
TWEETS = [
    ("tom", 3100, "Forty tomato seedlings on one windowsill. I regret nothing.", 3),
    ("jiho", 2800, "월요일 같은 일요일 저녁.", 1),
    ("seoyeon", 1700, "오늘의 문장:\n“천천히 가는 사람이 멀리 간다.”\n\n새 책 들어왔어요 → https://example.com/books/new", 4),
    ("maya", 1480, "Finished the heron. It looks disappointed in me, which means it’s done.", 5),
    ("minjun", 700, "북한산 다녀왔습니다. 내려오는 길에 먹은 파전이 정상보다 기억에 남네요 😋", 6),
    ("hana", 410, "한강에 벚꽃이 피었어요 🌸 이번 주말에 같이 걸을 사람?", 7),
    ("alex", 186, "First train of the morning, and the whole carriage smells of fresh bread.", 5),
    ("kimyuna", 75, "가마 문 여는 날. 열 개 중에 여덟 개가 살아남았다. 이 정도면 풍년 🏺", 4),
    ("seoyeon", 34, "비 오는 날의 책방은 커피 냄새가 두 배.", 2),
    ("maya", 11, "Does anyone know a good name for an owl who is afraid of the dark?", 3),
    ("hana", 3, "퇴근길 하늘이 온통 분홍색이다. 다들 잠깐 올려다보세요.", 1),
]

# Small drawings in place of photographs: two colours of sky, and what stands before it.
PICTURES = {
    "hana": ("#f9c7cf", "#e7859b", "M0 300 Q100 210 200 280 T400 250 V400 H0Z", "#7c3f58"),
    "alex": ("#27406b", "#f2a65a", "M0 310 L90 220 150 270 250 150 400 320 V400 H0Z", "#14213d"),
    "maya": ("#cfe8dd", "#7db8a2", "M60 400 Q80 170 220 160 Q340 160 320 400Z", "#234d43"),
    "seoyeon": ("#f6e7c8", "#d9a45b", "M70 330 V150 Q140 120 200 150 Q260 120 330 150 V330 Q260 300 200 330 Q140 300 70 330Z", "#6d3b1f"),
}

DRAW = """async ([above, below, shape, colour]) => {
    const canvas = new OffscreenCanvas(400, 400);
    const context = canvas.getContext('2d');
    const sky = context.createLinearGradient(0, 0, 0, 400);
    sky.addColorStop(0, above);
    sky.addColorStop(1, below);
    context.fillStyle = sky;
    context.fillRect(0, 0, 400, 400);
    context.fillStyle = '#fff8';
    context.beginPath();
    context.arc(285, 115, 42, 0, 7);
    context.fill();
    context.fillStyle = colour;
    context.fill(new Path2D(shape));
    const form = new FormData();
    form.append('profile-pic', await canvas.convertToBlob());
    return (await fetch('/profile-picture', {method: 'POST', body: form})).status;
}"""


def make(server: Server) -> dict[str, Person]:
    people = {key: Person(*about).sign_up(server) for key, about in PEOPLE.items()}
    hana = people["hana"]
    for other in list(people.values())[1:]:
        if other.name != "Kim Novak-Ellis":
            hana.follow(server, other)
        other.follow(server, hana)
    for author, _, text, likes in TWEETS:
        tweet = people[author].tweet(server, text)
        for fan in [person for key, person in people.items() if key != author][:likes]:
            fan.like(server, tweet)
    return people


def draw_pictures(page, people: dict[str, Person], log_in) -> None:
    for key, picture in PICTURES.items():
        log_in(people[key])
        assert page.evaluate(DRAW, picture) == 200


def set_times(server: Server) -> None:
    """Dates everything back to the demo's own time. The server must not run."""
    stamp = "%Y-%m-%d %H:%M:%S.000"
    with sqlite3.connect(server.database) as database:
        database.execute("UPDATE users SET created_at = ?", [(NOW - timedelta(days=400)).strftime(stamp)])
        for _, minutes, text, _ in TWEETS:
            when = (NOW - timedelta(minutes=minutes)).strftime(stamp)
            database.execute("UPDATE tweets SET created_at = ? WHERE tweet = ?", [when, text])
    database.close()
