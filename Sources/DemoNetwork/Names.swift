/// The names of a language, each with its spelling in an e-mail address.
struct Names: Sendable {
    struct Name: Sendable {
        let shown: String
        let inAddress: String
    }

    let given: [Name]
    let family: [Name]

    static func of(_ language: Language) -> Names { language == .korean ? korean : english }

    /// Frequent family names stand here more than once.
    private static let korean = Names(
        given: list(
            """
            민지:minji 서준:seojun 하은:haeun 지우:jiwoo 도윤:doyun 서연:seoyeon 예준:yejun 수아:sua 시우:siwoo 지호:jiho 하준:hajun
            지민:jimin 유나:yuna 현우:hyunwoo 은서:eunseo 준호:junho 소율:soyul 태양:taeyang 다은:daeun 민준:minjun 채원:chaewon
            우진:woojin 나연:nayeon 동현:donghyun 수빈:subin 승민:seungmin 가을:gaeul 재원:jaewon 윤서:yunseo 건우:gunwoo 아린:arin
            성민:sungmin 보람:boram 정훈:junghoon 슬기:seulgi 영호:youngho 혜진:hyejin 상우:sangwoo 미나:mina 진우:jinwoo 유진:yujin
            경민:kyungmin 선영:sunyoung 한결:hangyeol 지수:jisoo 형준:hyungjun 다인:dain 이준:ijun 세영:seyoung 찬호:chanho
            """),
        family: list(
            """
            김:kim 김:kim 김:kim 김:kim 이:lee 이:lee 이:lee 박:park 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim
            한:han 오:oh 서:seo 신:shin 권:kwon 황:hwang 안:ahn 송:song 류:ryu 홍:hong 고:ko 문:moon 양:yang 배:bae 백:baek 남:nam
            """)
    )

    private static let english = Names(
        given: list(
            """
            Emma:emma Liam:liam Olivia:olivia Noah:noah Ava:ava Ethan:ethan Sophia:sophia Mason:mason Isla:isla
            Lucas:lucas Mia:mia Logan:logan Amelia:amelia James:james Harper:harper Oliver:oliver Grace:grace
            Henry:henry Chloe:chloe Jack:jack Zoë:zoe Daniel:daniel Nora:nora Samuel:samuel Ruby:ruby Leo:leo
            Hazel:hazel Owen:owen Priya:priya Arjun:arjun Fatima:fatima Omar:omar Mei:mei Diego:diego Lucía:lucia
            Kwame:kwame Ingrid:ingrid Anton:anton Chiara:chiara Renée:renee Tom:tom Alice:alice Ben:ben
            Clara:clara Dylan:dylan Erin:erin Finn:finn Gemma:gemma
            """),
        family: list(
            """
            Carter:carter Smith:smith Jones:jones Taylor:taylor Brown:brown Wilson:wilson Evans:evans
            Walker:walker Wright:wright Green:green Hall:hall Wood:wood Clarke:clarke Patel:patel Khan:khan
            Lewis:lewis Young:young King:king Baker:baker Turner:turner Hill:hill Scott:scott Murphy:murphy
            Kelly:kelly Byrne:byrne Reid:reid Morgan:morgan Bell:bell Cooper:cooper Ward:ward Gray:gray
            Hughes:hughes Silva:silva Nguyen:nguyen Okafor:okafor Larsen:larsen Rossi:rossi Novak:novak
            Fischer:fischer Martin:martin García:garcia O’Brien:obrien Sato:sato
            """)
    )

    private static func list(_ names: String) -> [Name] {
        names.split { $0 == " " || $0.isNewline }.map { pair in
            let parts = pair.split(separator: ":")
            precondition(parts.count == 2, "not a name and its spelling: \(pair)")
            return Name(shown: String(parts[0]), inAddress: String(parts[1]))
        }
    }
}
