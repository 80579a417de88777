"""AT+QFTPCFG: its ten settings, asked for and set, and mistakes."""

from ..filing import Filing
from ..talk import Talk

DEFAULTS = {
    '"account"': '"","',
    '"filetype"': "0",
    '"transmode"': "0",
    '"contextid"': "1",
    '"rsptimeout"': "90",
    '"ssltype"': "0",
    '"sslctxid"': "0",
    '"data_address"': "0",
    '"restenable"': "0",
    '"cache"': "0",
}
SET = {
    '"account","me","s,e;cret"': '"account","me","s,e;cret"',
    '"filetype",1': '"filetype",1',
    '"transmode",1': '"transmode",1',
    '"contextid",15': '"contextid",15',
    '"rsptimeout",180': '"rsptimeout",180',
    '"ssltype",2': '"ssltype",2',
    '"sslctxid",5': '"sslctxid",5',
    '"SSL_ctxID",4': '"sslctxid",4',
    '"data_address",1': '"data_address",1',
    '"data_address",2': '"data_address",2,25',
    '"data_address",2,50': '"data_address",2,50',
    '"restenable",1': '"restenable",1',
    '"Cache",2': '"cache",2',
}
WRONG = (
    '"account","me"',
    f'"account","{"n" * 256}","p"',
    '"account",me,"p"',
    '"filetype",2',
    '"transmode",2',
    '"contextid",0',
    '"contextid",16',
    '"rsptimeout",19',
    '"rsptimeout",181',
    '"rsptimeout","90"',
    '"ssltype",3',
    '"sslctxid",6',
    '"data_address",3',
    '"data_address",1,20',
    '"data_address",2,14',
    '"data_address",2,51',
    '"restenable",2',
    '"cache",3',
    '"cache",1,1',
    '"nonsense"',
    "account",
    "",
)


def test_what_is_there_from_the_start():
    with Talk(profile="ec200s", speed=100) as talk:
        for key, value in DEFAULTS.items():
            assert talk.ask(f"AT+QFTPCFG={key}").startswith(f"+QFTPCFG: {key},{value}")
        lines = talk.ask("AT+QFTPCFG=?").split("|")
        assert len(lines) == 11 and lines[0] == '+QFTPCFG: "account",<username>,<password>'
        assert '+QFTPCFG: "data_address",(0-2),(15-50)' in lines and '+QFTPCFG: "rsptimeout",(20-180)' in lines


def test_settings_and_a_restart():
    with Talk(profile="ec200s", speed=100) as talk:
        for given, told in SET.items():
            assert talk.ask(f"AT+QFTPCFG={given}") == "OK"
            assert talk.ask(f"AT+QFTPCFG={given.partition(',')[0]}") == f"+QFTPCFG: {told}|OK"
        assert {text: talk.ask(f"AT+QFTPCFG={text}") for text in WRONG} == dict.fromkeys(WRONG, "ERROR")
        assert talk.ask("AT+CFUN=1,1") == "OK"
        talk.hear("PB DONE\r\n")
        assert talk.ask('AT+QFTPCFG="account"') == '+QFTPCFG: "account","",""|OK'


def test_an_eg800k_hides_the_password():
    with Filing(profile="eg800k", speed=100) as talk:
        talk.settings('"account","me","secret"')
        assert talk.ask('AT+QFTPCFG="account"') == '+QFTPCFG: "account","me","******"|OK'
