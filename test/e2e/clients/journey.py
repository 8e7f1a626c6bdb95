"""What a bot does, with Mastodon.py 1.8: called by python.test.ts. Every step that fails ends the program."""
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

from mastodon import Mastodon, MastodonNotFoundError, StreamListener

SCOPES = ["read", "write", "follow", "push"]
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


def app(origin):
    client_id, secret = Mastodon.create_app("Mastodon.py", scopes=SCOPES, api_base_url=origin)
    client = Mastodon(client_id=client_id, client_secret=secret, api_base_url=origin)
    print(client_id, secret, client.auth_request_url(redirect_uris=OUT_OF_BAND, scopes=SCOPES), sep="\n")


def token(origin, client_id, secret, code, redirect_uri):
    client = Mastodon(client_id=client_id, client_secret=secret, api_base_url=origin)
    print(client.log_in(code=code, redirect_uri=redirect_uri, scopes=SCOPES))


def eventually(test, seconds=10):
    end = time.time() + seconds
    while not test():
        assert time.time() < end, "waited in vain"
        time.sleep(0.1)


class Heard(StreamListener):
    def __init__(self):
        self.updates, self.deletes, self.notices = [], [], []

    def on_update(self, status):
        self.updates.append(status.content)

    def on_delete(self, status_id):
        self.deletes.append(str(status_id))

    def on_notification(self, notification):
        self.notices.append(notification.type)


def journey(origin, ana_token, ben_token):
    ana = Mastodon(access_token=ana_token, api_base_url=origin)
    ben = Mastodon(access_token=ben_token, api_base_url=origin)
    me, other = ana.account_verify_credentials(), ben.account_verify_credentials()
    assert me.acct == "ana" and other.acct == "ben"
    assert ana.instance().uri

    # Accounts
    assert ana.account_update_credentials(display_name="Ana", note="tea").display_name == "Ana"
    assert ana.account_follow(other).following
    assert ana.account_relationships(other)[0].following
    assert ana.account_following(me)[0].id == other.id
    assert ana.account_search("ben")[0].id == other.id
    assert ana.account_lookup("ben").id == other.id
    assert ana.account_mute(other).muting
    assert not ana.account_unmute(other).muting
    ana.account_note_set(other, "from the market")
    assert ana.account_relationships(other)[0].note == "from the market"

    # Streaming, over server-sent events
    heard = Heard()
    stream = ana.stream_user(heard, run_async=True, timeout=30)
    eventually(stream.is_receiving)

    # Statuses
    status = ben.status_post("@ana hello #tea", visibility="public", language="en", idempotency_key="once")
    again = ben.status_post("@ana hello #tea", visibility="public", language="en", idempotency_key="once")
    assert again.id == status.id
    eventually(lambda: any("hello" in each for each in heard.updates))
    eventually(lambda: "mention" in heard.notices)
    assert ana.timeline_home()[0].id == status.id
    assert ana.timeline_hashtag("tea")[0].id == status.id
    assert ana.timeline_local()[0].id == status.id
    reply = ana.status_reply(status, "hello yourself")
    assert ana.status_context(status).descendants[0].id == reply.id
    assert ana.status_favourite(status).favourited
    assert ana.status_reblog(status).reblog.id == status.id
    assert ana.status_bookmark(status).bookmarked
    assert ana.bookmarks()[0].id == status.id
    assert ana.favourites()[0].id == status.id
    edited = ben.status_update(status, "@ana hello again #tea")
    assert "again" in edited.content
    assert len(ben.status_history(status)) == 2
    assert ben.status_source(status).text == "@ana hello again #tea"

    # Polls
    poll = ben.status_post("black or green?", poll=ben.make_poll(["black", "green"], 3600)).poll
    ana.poll_vote(poll, 1)
    assert ana.poll(poll).own_votes == [1]
    assert ana.poll(poll).votes_count == 1

    # Scheduling
    later = datetime.now(timezone.utc) + timedelta(hours=1)
    scheduled = ana.status_post("later", scheduled_at=later)
    assert ana.scheduled_statuses()[0].id == scheduled.id
    ana.scheduled_status_delete(scheduled)

    # Being told
    kinds = {each.type for each in ben.notifications()}
    assert {"follow", "mention", "favourite", "reblog"} <= kinds, kinds
    ben.notifications_clear()
    assert ben.notifications() == []

    # Lists and filters
    friends = ana.list_create("Friends")
    ana.list_accounts_add(friends, other)
    assert ana.list_accounts(friends)[0].id == other.id
    assert ana.timeline_list(friends)[0].account.id == other.id
    ana.list_delete(friends)
    spoons = ana.filter_create("spoon", ["home"])
    assert ana.filter(spoons).phrase == "spoon"
    ana.filter_delete(spoons)

    # Conversations, markers
    ben.status_post("@ana between us", visibility="direct")
    assert ana.conversations()[0].unread
    assert not ana.conversations_read(ana.conversations()[0]).unread
    ana.markers_set("home", status)
    assert str(ana.markers_get("home")["home"].last_read_id) == str(status.id)

    # Search: of one's own posts at once they are indexed
    eventually(lambda: any("yourself" in each.content for each in ana.search_v2("yourself").statuses))

    # Deleting
    ben.status_delete(status)
    eventually(lambda: str(status.id) in heard.deletes)
    try:
        ana.status(status)
        raise AssertionError("a deleted status is still there")
    except MastodonNotFoundError:
        pass
    stream.close()

    # Paging
    for n in range(5):
        ben.status_post(f"number {n}")
    first = ana.timeline_home(limit=2)
    second = ana.fetch_next(first)
    assert [each.content for each in first + second] == [f"<p>number {n}</p>" for n in (4, 3, 2, 1)]
    assert [each.id for each in ana.fetch_previous(second)] == [each.id for each in first]
    print("done")


if __name__ == "__main__":
    {"app": app, "token": token, "journey": journey}[sys.argv[1]](*sys.argv[2:])
