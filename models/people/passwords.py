"""What a password must be: at least ten characters, and none that is guessed first."""

from models.base import NotAllowed, _

SHORTEST, LONGEST = 10, 128
COMMON = frozenset(
    [
        "1234567890",
        "0123456789",
        "0987654321",
        "12345678910",
        "123456789a",
        "a123456789",
        "1234567891",
        "qwertyuiop",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "qazwsxedcrfv",
        "password12",
        "password123",
        "password1234",
        "passw0rd123",
        "p@ssw0rd123",
        "admin12345",
        "admin123456",
        "administrator",
        "woaini1314",
        "woaini520",
        "5201314520",
        "1314520520",
        "iloveyou123",
        "abc1234567",
        "abcd123456",
        "abcdefghij",
        "zaq12wsxcde3",
        "letmein123",
        "welcome123",
        "changeme123",
        "asdfghjkl1",
        "asdfghjkl;",
        "zxcvbnm123",
        "qwerty1234",
        "qwerty12345",
        "qwerty123456",
        "q1w2e3r4t5",
        "a1b2c3d4e5",
        "aa12345678",
        "aa123456789",
        "123qweasdzxc",
        "1qazxsw2",
        "147258369",
        "1472583690",
        "3692581470",
        "football123",
        "monkey1234",
        "dragon1234",
        "sunshine123",
        "princess123",
        "superman123",
        "zhongguo123",
        "beijing2008",
        "fazhi12345",
        "fazhi123456",
        "gov1234567",
        "government",
    ]
)


def check_password(password: str, username: str) -> None:
    """Raise NotAllowed in words where a password is too short, too long or easily guessed."""
    low = password.lower()
    if len(password) < SHORTEST:
        raise NotAllowed(_("密码至少 %(n)s 个字符。"), "password", n=SHORTEST)
    if len(password) > LONGEST:
        raise NotAllowed(_("密码最多 %(n)s 个字符。"), "password", n=LONGEST)
    if low in COMMON or len(set(low)) < 4 or low == username.lower() or low in username.lower() * 8:
        raise NotAllowed(_("这个密码太容易被猜到，请换一个。"), "password")
