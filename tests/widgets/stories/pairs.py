"""Pairs of entries as two sources would write them: the same story, and what only looks like it.

Each entry is (title, summary, address, hours later); all of them are made up.
"""

AGENCY = (
    "The river rose by two metres overnight after three days of rain, and the lower town was cut off. Firefighters"
    " brought forty people to safety in boats. No one was hurt, said the mayor."
)
CUT = "The river rose by two metres overnight after three days of rain, and the lower town was cut off. Firefighters …"
TELESCOPE = (
    "A telescope in the desert has taken the sharpest picture yet of a young star and the ring of dust around it."
    " Astronomers believe that planets are being born there."
)
MERGER = (
    "The two largest breweries of the country want to become one. The cartel office will look at the plan until"
    " spring, and the unions fear for six hundred jobs."
)
WAHL = (
    "Bei der Wahl des Bürgermeisters hat sich die Herausforderin im zweiten Wahlgang knapp durchgesetzt. Die"
    " Beteiligung war so hoch wie seit zwanzig Jahren nicht."
)
RAILWAY = (
    "After nine hours of debate the parliament has passed the law on the new railway to the coast. The opposition will"
    " go to court."
)
ROBOT = "A robot that folds laundry was shown at the fair, and it took nine minutes for one shirt, to some amusement."

SAME = [
    # one address, written in many ways
    (
        ("Rain at last", "", "https://news.example.org/2026/11/rain-at-last", 0),
        ("It rained", "", "http://www.news.example.org/2026/11/rain-at-last/?utm_source=rss&utm_medium=feed", 5),
    ),
    (
        ("A new compiler", "", "https://blog.example.org/new-compiler", 0),
        ("A new compiler, and why", "Comments", "https://blog.example.org/new-compiler/amp/", 40),
    ),
    (
        ("Bridges", "", "https://m.example.org/stories/bridges-of-iron?id=7", 0),
        ("Iron bridges", "", "https://example.org/stories/bridges-of-iron?fbclid=x&id=7#top", 2),
    ),
    (
        ("Tea", "", "https://example.org/food/tea-and-water.html", 0),
        ("Tea!", "", "https://www.google.com/amp/s/www.example.org/food/tea-and-water.html", 2),
    ),
    (
        ("Tea", "", "https://example.org/food/tea-and-water", 0),
        ("On tea", "", "https://example-org.cdn.ampproject.org/c/s/example.org/food/tea-and-water?amp=1", 2),
    ),
    (
        ("Old", "", "https://example.org/watch?v=abc", 0),
        ("Old, again", "", "https://example.org/watch?v=abc&ref=hn", 200),
    ),
    # one report of an agency
    (
        ("River floods the lower town after days of rain", AGENCY, "", 0),
        ("River floods the lower town after days of rain", AGENCY, "", 3),
    ),
    (
        ("River floods the lower town after days of rain", AGENCY, "", 0),
        ("River floods lower town after days of rain", CUT, "", 3),
    ),
    (
        ("River floods the lower town after days of rain", AGENCY, "", 0),
        ("Live: River floods the lower town after days of rain", CUT, "", 3),
    ),
    (
        ("River floods the lower town after days of rain", AGENCY, "", 0),
        ("After days of rain, river floods the lower town", AGENCY, "", 8),
    ),
    (
        ("River floods the lower town after days of rain", AGENCY, "", 0),
        ("RIVER FLOODS THE LOWER TOWN AFTER DAYS OF RAIN - Daily Bread", CUT, "", 1),
    ),
    (
        ("Sharpest picture yet of a young star", TELESCOPE, "", 0),
        ("Sharpest picture yet of a young star and its ring", TELESCOPE, "", 30),
    ),
    (
        ("Breweries want to merge, unions fear for jobs", MERGER, "", 0),
        ("Breweries want to merge; unions fear for jobs", MERGER, "", 10),
    ),
    (
        ("Breweries want to merge, and the unions fear for jobs", "", "", 0),
        ("Breweries want to merge, and the unions fear for jobs", "", "", 10),
    ),
    (
        ("Herausforderin gewinnt die Stichwahl knapp", WAHL, "", 0),
        ("Stichwahl: Herausforderin gewinnt knapp", WAHL, "", 4),
    ),
    (
        ("Herausforderin gewinnt die Stichwahl ganz knapp", WAHL, "", 0),
        ("Herausforderin gewinnt Stichwahl ganz knapp | Tagblatt", WAHL[:120], "", 4),
    ),
    (
        ("Laundry robot takes nine minutes for one shirt", ROBOT, "", 0),
        ("Laundry robot needs nine minutes for one shirt", ROBOT, "", 20),
    ),
    (
        (
            "颱風今晚登陸東部沿海地區學校停課",
            "颱風今晚將在東部沿海登陸，氣象局提醒民眾注意大雨和強風，學校全部停課。",
            "",
            0,
        ),
        (
            "颱風今晚登陸東部沿海地區學校停課",
            "颱風今晚將在東部沿海登陸，氣象局提醒民眾注意大雨和強風，學校全部停課。更多內容",
            "",
            2,
        ),
    ),
    (
        ("Météo : l’orage a coupé le courant à dix mille foyers", "", "", 0),
        ("METEO : l'orage a coupe le courant a dix mille foyers", "", "", 2),
    ),
    (
        ("Parliament votes for the new railway law after long debate", RAILWAY, "", 0),
        ("Parliament votes for new railway law after a long debate", RAILWAY, "", 6),
    ),
]

DIFFERENT = [
    # titles that anybody may use
    (("Weekly open thread", "", "", 0), ("Weekly open thread", "", "", 1)),
    (
        ("Morning briefing", "Rain, and the brewers.", "", 0),
        ("Morning briefing", "What you need to know today.", "", 1),
    ),
    (("Picture of the day", "", "", 0), ("Picture of the day", "", "", 0)),
    (
        (
            "The best deals of the week",
            "Shoes, tents and a kettle are cheaper than they were in spring, for once.",
            "",
            0,
        ),
        ("The best deals of the week", "We looked at three hundred laptops so that nobody else has to do it.", "", 2),
    ),
    (
        (
            "Five things to know before the markets open today",
            "Brewers, rain in the south, and the price of copper again.",
            "",
            0,
        ),
        (
            "Five things to know before the markets open today",
            "Asia closed lower, the bank meets at noon, oil is up a little.",
            "",
            1,
        ),
    ),
    (("What I read this week", "", "", 0), ("What I read this week", "", "", 30)),
    (("Ask me anything about bread", "", "", 0), ("Ask me anything about bread", "", "", 30)),
    # nearly the same words, another thing
    (
        ("Version 14.2 of the browser is out now", ROBOT, "", 0),
        ("Version 14.3 of the browser is out now", ROBOT, "", 1),
    ),
    (
        ("Earthquake of magnitude 5.1 off the coast of Chile", "", "", 0),
        ("Earthquake of magnitude 4.7 off the coast of Chile", "", "", 1),
    ),
    (
        ("Twelve hurt in a fire in the old town", AGENCY, "", 0),
        ("Twelve hurt in a crash in the old town", TELESCOPE, "", 1),
    ),
    (
        (
            "United beat City in the last minute",
            "A late goal decided the derby before sixty thousand people in the rain.",
            "",
            0,
        ),
        (
            "City beat United in the last minute",
            "The women's derby was turned round by two goals in stoppage time.",
            "",
            2,
        ),
    ),
    (
        ("Breweries want to merge, unions fear for jobs", MERGER, "", 0),
        (
            "Breweries stop their merger, unions hope for jobs",
            "After the cartel office's warning the breweries gave up their plan on Monday.",
            "",
            20,
        ),
    ),
    (
        ("The council votes on the tram line on Monday", "", "", 0),
        ("The council votes on the bus line on Monday", "", "", 2),
    ),
    (
        ("Rain in the south until the end of the week", "", "", 0),
        ("Rain in the north until the end of the week", "", "", 2),
    ),
    # the same words, at another time
    (
        ("Parliament votes on the budget after a long night", "", "", 0),
        ("Parliament votes on the budget after a long night", "", "", 24 * 30),
    ),
    (("A talk", "", "https://example.org/watch?v=abc", 0), ("A talk", "", "https://example.org/watch?v=abc", 24 * 60)),
    # addresses of a site or a section
    (("We are hiring a baker", "", "https://example.org/", 0), ("Our new menu", "", "https://example.org", 1)),
    (
        ("We are hiring a baker", "", "https://example.org/news", 0),
        ("Our new menu", "", "https://example.org/news/", 1),
    ),
    (("One", "", "https://example.org/watch?v=abc", 0), ("Two", "", "https://example.org/watch?v=abd", 1)),
    (("One", "", "javascript:alert(1)", 0), ("Two", "", "javascript:alert(1)", 1)),
    (("One", "", "", 0), ("Two", "", "", 1)),
    (("", "", "", 0), ("", "", "", 0)),
    (("Rain", "", "https://[broken", 0), ("Sun", "", "https://[broken", 0)),
    # boilerplate below every entry of a platform
    (
        (
            "My sourdough after three years",
            "submitted by someone, with a link and comments below the picture as always",
            "",
            0,
        ),
        (
            "My bicycle after three years",
            "submitted by someone, with a link and comments below the picture as always",
            "",
            1,
        ),
    ),
]
