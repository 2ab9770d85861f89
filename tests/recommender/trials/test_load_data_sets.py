"""Public data sets are read from small files in the forms in which they are published."""

import pytest

from recommender.trials.loaders import LOADERS
from recommender.trials.log import BadData

FILES = {
    "ml100k": {
        "u.data": "196\t242\t3\t881250949\n186\t302\t5\t891717742\n186\t242\t4\t891717743\n22\t302\t4\t878887116\n",
        "u.item": "242|Kolya (1996)|24-Jan-1997||http://us.imdb.com/M/title-exact?Kolya%20(1996)|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
        "302|L\xe9on|01-Jan-1997||http://us.imdb.com/x|0|0|0|0|0|1|1|0|0|0|1|0|0|1|0|0|1|0|0\n",
    },
    "citeulike": {"users.dat": "2 0 1\n3 1 2 0\n", "item-tag.dat": "2 0 1\n1 1\n0\n", "tags.dat": "bayes\nneural\n"},
    "deskdrop": {
        "users_interactions.csv": "timestamp,eventType,contentId,personId,sessionId,userAgent,userRegion,userCountry\n"
        "1465413032,VIEW,-3499919498720038879,-8845298781299428018,1264196770339959068,,,\n"
        '1465412560,BOOKMARK,-3499919498720038879,-1032019229384696495,3621737643587579081,"Mozilla/5.0 (X11), like Gecko",NY,US\n'
        "1465416190,VIEW,310515487419366995,-1130272294246983140,2631864456530402479,,,\n",
        "shared_articles.csv": "timestamp,eventType,contentId,authorPersonId,authorSessionId,authorUserAgent,authorRegion,authorCountry,contentType,url,title,text,lang\n"
        '1459193988,CONTENT SHARED,-3499919498720038879,4340306774493623681,8940341205206233829,,,,HTML,http://x.example,"Ethereum, a virtual currency","All of this work\nis still early, ""they"" say.",en\n',
    },
    "msweb": {
        "anonymous-msweb.data": 'I,4,"www.microsoft.com","created by getlog.pl"\nT,1,"VRoot",0,0,"VRoot"\n'
        'A,1287,1,"International AutoRoute","/autoroute"\nA,1288,1,"library","/library"\n'
        'C,"10001",10001\nV,1287,1\nV,1288,1\nC,"10002",10002\nV,1288,1\n',
    },
    "mind": {
        "behaviors.tsv": "1\tU13740\t11/11/2019 9:05:58 AM\tN55189 N42782\tN55689-1 N35729-0\n"
        "2\tU91836\t11/12/2019 6:11:30 PM\t\tN20678-0 N55189-1\n",
        "news.tsv": "N55189\tlifestyle\tlifestyleroyals\tThe Brands Queen Elizabeth Swears By\tShop the notebooks\thttps://x\t[]\t[]\n"
        "N55689\tsports\tfootball_nfl\tCharles Rogers dies\t\thttps://x\t[]\t[]\n",
    },
}  # fmt: skip
EXPECTED = {  # people, things, likes
    "ml100k": (2, 2, 3), "citeulike": (2, 3, 5), "deskdrop": (3, 2, 3), "msweb": (2, 2, 3), "mind": (2, 3, 4),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    def write(files: dict[str, str]):
        for name, text in files.items():
            (tmp_path / name).write_text(
                text, encoding="latin-1" if name in {"u.item", "anonymous-msweb.data"} else "utf-8"
            )
        return tmp_path

    return write


@pytest.mark.parametrize("name", LOADERS)
def test_load_a_data_set_in_its_own_form(folder, name):
    log = LOADERS[name](folder(FILES[name]))
    assert (*log.shape, log.likes.nnz) == EXPECTED[name]
    assert log.times.nnz == 0 or log.times.shape == log.likes.shape
    assert log.about.shape[0] == log.shape[1]


def test_load_keeps_what_deserves_it(folder):
    log = LOADERS["deskdrop"](folder(FILES["deskdrop"]))
    assert sorted(log.likes.data.tolist()) == [1.0, 1.0, 2.5]
    mind = LOADERS["mind"](folder(FILES["mind"]))
    times = mind.times.toarray()[0]
    assert times[2] - times[1] == 86401  # the history lies before the impression
    assert (mind.about.data > 0).all() or mind.about.nnz == 0


def test_load_pairs_of_msweb_without_the_original(folder):
    log = LOADERS["msweb"](folder({"msweb.csv": "u1,a\nu1,b\nu2,a\n"}))
    assert (*log.shape, log.likes.nnz) == (2, 2, 3)


@pytest.mark.parametrize(
    ("name", "files", "words"),
    [
        ("ml100k", {"u.data": "196\t242\t3\t881250949\n186 302 5\n"}, "u.data, line 2"),
        ("ml100k", {"u.data": "196\t242\tfive\t881250949\n"}, "u.data, line 1"),
        ("ml100k", {"u.data": "196\t242\t1\t881250949\n"}, "nobody likes anything"),
        ("ml100k", {}, "u.data cannot be read"),
        ("citeulike", {"users.dat": "3 0 1\n", "item-tag.dat": "0\n"}, "users.dat, line 1"),
        ("citeulike", {"users.dat": "1 x\n", "item-tag.dat": "0\n"}, "not a count and as many numbers"),
        ("deskdrop", {"users_interactions.csv": "a,b\n1,2\n"}, "no column contentId, eventType, personId, timestamp"),
        ("deskdrop", {"users_interactions.csv": "timestamp,eventType,contentId,personId\n1,VIEW\n"}, "near line 2"),
        ("msweb", {"anonymous-msweb.data": 'A,1287,1,"x","/x"\nV\n'}, "msweb.data, line 2"),
        ("mind", {"behaviors.tsv": "1\tU1\tyesterday\tN1\tN2-1\n", "news.tsv": ""}, "behaviors.tsv, line 1"),
        ("mind", {"behaviors.tsv": "", "news.tsv": "N1\tsports\n"}, "news.tsv, line 1"),
    ],
)
def test_load_says_which_line_is_wrong(folder, name, files, words):
    with pytest.raises(BadData, match=words):
        LOADERS[name](folder(files))
