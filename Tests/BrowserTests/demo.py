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
    "kimyuna": ("김유나", "도자기를 굽고, 가끔은 태웁니다."),
    "kim": ("Kim Novak-Ellis", "Cycling to every lighthouse."),
}

# Who, how many minutes before now, what, and who likes it.
TWEETS = [
    ("hana", 9300, "출근길에 본 강아지가 오늘 하루를 구했다.", "minjun seoyeon jiho"),
    ("alex", 6100, "Sourdough update: the starter now has a name, opinions and its own shelf.", "maya tom hana"),
    ("hana", 4400, "자전거 체인에 기름 한 방울. 소리까지 봄이다.", "kim minjun kimyuna alex"),
    ("tom", 3100, "Forty tomato seedlings on one windowsill. I regret nothing.", "maya kim hana"),
    ("jiho", 2800, "월요일 같은 일요일 저녁.", "minjun"),
    (
        "alex",
        2350,
        "Missed the last connection, found the best noodles. Fair trade.",
        "hana minjun kim tom maya seoyeon",
    ),
    (
        "seoyeon",
        1700,
        "오늘의 문장:\n“천천히 가는 사람이 멀리 간다.”\n\n새 책 들어왔어요 → https://example.com/books/new",
        "hana alex jiho kimyuna",
    ),
    (
        "maya",
        1480,
        "Finished the heron. It looks disappointed in me, which means it’s done.",
        "tom kim alex seoyeon minjun",
    ),
    (
        "minjun",
        700,
        "북한산 다녀왔습니다. 내려오는 길에 먹은 파전이 정상보다 기억에 남네요 😋",
        "hana jiho seoyeon kimyuna alex",
    ),
    ("hana", 410, "한강에 벚꽃이 피었어요 🌸 이번 주말에 같이 걸을 사람?", "alex minjun maya seoyeon tom jiho kim"),
    ("alex", 186, "First train of the morning, and the whole carriage smells of fresh bread.", "maya tom kim seoyeon"),
    ("kimyuna", 75, "가마 문 여는 날. 열 개 중에 여덟 개가 살아남았다. 이 정도면 풍년 🏺", "hana maya seoyeon minjun"),
    ("seoyeon", 34, "비 오는 날의 책방은 커피 냄새가 두 배.", "alex jiho"),
    ("maya", 11, "Does anyone know a good name for an owl who is afraid of the dark?", "tom alex hana"),
    ("hana", 3, "퇴근길 하늘이 온통 분홍색이다. 다들 잠깐 올려다보세요.", "seoyeon"),
]

FOLLOWS = [("alex", "maya"), ("alex", "tom"), ("alex", "kim"), ("maya", "alex"), ("tom", "alex"), ("kim", "alex")]

# Small drawings in place of photographs: two colours of sky, and what stands before it.
PICTURES = {
    "hana": ("#f9c7cf", "#e7859b", "M0 300 Q100 210 200 280 T400 250 V400 H0Z", "#7c3f58"),
    "alex": ("#27406b", "#f2a65a", "M0 310 L90 220 150 270 250 150 400 320 V400 H0Z", "#14213d"),
    "maya": ("#cfe8dd", "#7db8a2", "M60 400 Q80 170 220 160 Q340 160 320 400Z", "#234d43"),
    "seoyeon": (
        "#f6e7c8",
        "#d9a45b",
        "M70 330 V150 Q140 120 200 150 Q260 120 330 150 V330 Q260 300 200 330 Q140 300 70 330Z",
        "#6d3b1f",
    ),
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

# A larger one, to crop.
PHOTOGRAPH = """async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    const context = canvas.getContext('2d');
    const sky = context.createLinearGradient(0, 0, 0, 800);
    sky.addColorStop(0, '#31456e');
    sky.addColorStop(0.55, '#e58f72');
    sky.addColorStop(0.7, '#f7d9a8');
    context.fillStyle = sky;
    context.fillRect(0, 0, 1200, 800);
    context.fillStyle = '#fff3d6';
    context.beginPath();
    context.arc(640, 470, 70, 0, 7);
    context.fill();
    for (const [colour, path] of [
        ['#7b5a78', 'M0 560 L260 360 420 500 610 330 840 540 1010 420 1200 560 V800 H0Z'],
        ['#3d3552', 'M0 650 Q300 520 600 640 T1200 600 V800 H0Z'],
        ['#1f1d33', 'M0 740 Q400 660 700 730 T1200 720 V800 H0Z'],
    ]) {
        context.fillStyle = colour;
        context.fill(new Path2D(path));
    }
    return Array.from(new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()));
}"""


def make(server: Server) -> dict[str, Person]:
    people = {key: Person(*about).sign_up(server) for key, about in PEOPLE.items()}
    hana = people["hana"]
    for other in list(people.values())[1:]:
        if other is not people["kim"]:
            hana.follow(server, other)
        other.follow(server, hana)
    for follower, followed in FOLLOWS:
        people[follower].follow(server, people[followed])
    for author, _, text, fans in TWEETS:
        tweet = people[author].tweet(server, text)
        for fan in fans.split():
            people[fan].like(server, tweet)
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
