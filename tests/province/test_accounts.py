"""Staff accounts in the hands of the system administrator."""

from datetime import date

import pytest
from django.test import Client

from kit.errors import ConstraintBroken
from province.areas.models import Area
from province.events.models import Event
from province.staff.actions import NewAccount, disable, enable, open_account, open_accounts, reset_password, transfer
from province.staff.errors import AccountDisabled, AccountEnabled, OwnAccount, UsernameTaken
from province.staff.models import Account
from province.staff.words import Role

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/province/account/"
SOUND = "Xiang-Jiang-2026"  # pragma: allowlist secret


@pytest.fixture
def clerk(administrator: Account, hunan: Area, today: date) -> Account:
    new = NewAccount(username="clerk", name="贺晓燕", role=Role.CLERK, area=hunan)
    return open_account(account=new, password=SOUND, by=administrator, on=today)


def form(**changes: object) -> dict[str, object]:
    return {"username": "clerk", "name": "贺晓燕", "role": "clerk", "area": "430000", "is_active": "on", **changes}


def test_a_new_account_must_change_its_first_password(clerk: Account) -> None:
    assert clerk.must_change_password
    assert Account.objects.get(pk=clerk.pk).check_password(SOUND)


def test_many_accounts_open_with_one_event_each(administrator: Account, hunan: Area, today: date) -> None:
    new = [NewAccount(username=f"c{n}", name="甲", role=Role.CLERK, area=hunan) for n in range(3)]
    opened = open_accounts(accounts=new, password=SOUND, by=administrator, on=today)
    told = Event.objects.filter(noun="staff_account", verb="open").values_list("object_id", flat=True)
    assert sorted(told) == sorted(str(account.pk) for account in opened)


def test_a_username_is_given_once(clerk: Account, administrator: Account, hunan: Area, today: date) -> None:
    with pytest.raises(UsernameTaken):
        open_account(
            account=NewAccount(username="clerk", name="乙", role=Role.CLERK, area=hunan),
            password=SOUND, by=administrator, on=today,
        )  # fmt: skip


def test_an_official_needs_an_area(administrator: Account, today: date) -> None:
    with pytest.raises(ConstraintBroken) as broken:
        open_account(
            account=NewAccount(username="nowhere", name="乙", role=Role.CLERK),
            password=SOUND, by=administrator, on=today,
        )  # fmt: skip
    assert broken.value.code == "ACCOUNT_AREA_FOR_OFFICIALS"


def test_a_disabled_person_is_turned_away_in_an_open_session(
    clerk: Account, administrator: Account, client: Client, today: date
) -> None:
    client.force_login(reset_password(account=clerk, new=SOUND, by=administrator, on=today))
    disable(account=clerk, why="离职", by=administrator, on=today)
    assert client.get("/").url.startswith("/login/")


def test_disabling_and_enabling_each_happen_once(clerk: Account, administrator: Account, today: date) -> None:
    with pytest.raises(AccountEnabled):
        enable(account=clerk, why="复职", by=administrator, on=today)
    disable(account=clerk, why="离职", by=administrator, on=today)
    with pytest.raises(AccountDisabled):
        disable(account=clerk, why="离职", by=administrator, on=today)
    assert enable(account=clerk, why="复职", by=administrator, on=today).is_active


def test_nobody_disables_his_own_account(administrator: Account, today: date) -> None:
    with pytest.raises(OwnAccount):
        disable(account=administrator, why="误操作", by=administrator, on=today)


def test_a_reset_password_ends_open_sessions(
    clerk: Account, administrator: Account, client: Client, today: date
) -> None:
    client.force_login(clerk)
    reset_password(account=clerk, new="Another-One-2026", by=administrator, on=today)
    assert client.get("/").url.startswith("/login/")


def test_nobody_gives_himself_another_role(administrator: Account, today: date) -> None:
    to = NewAccount(username="", name="另名", role=Role.REVIEWER, area=administrator.area)
    with pytest.raises(OwnAccount):
        transfer(account=administrator, to=to, by=administrator, on=today)
    same = NewAccount(username="", name="另名", role=administrator.role, area=administrator.area)
    assert transfer(account=administrator, to=same, by=administrator, on=today).name == "另名"


def test_a_transfer_records_the_role_before_and_after(clerk: Account, administrator: Account, today: date) -> None:
    to = NewAccount(username="clerk", name="贺晓燕", role=Role.REVIEWER, area=clerk.area)
    transfer(account=clerk, to=to, by=administrator, on=today)
    told = Event.objects.get(noun="staff_account", verb="transfer")
    assert (told.before, told.after, told.actor) == ("clerk", "reviewer", administrator)


def test_the_admin_opens_an_account_through_the_action(desk: Client, administrator: Account) -> None:
    answer = desk.post(f"{ACCOUNTS}add/", form(first_password=SOUND))
    assert answer.status_code == 302
    opened = Account.objects.get(username="clerk")
    assert opened.must_change_password
    assert opened.check_password(SOUND)
    assert Event.objects.get(noun="staff_account", verb="open").actor == administrator


@pytest.mark.parametrize("password", ["", "short", "1234567890123"])
def test_the_admin_refuses_a_weak_first_password(desk: Client, password: str) -> None:
    answer = desk.post(f"{ACCOUNTS}add/", form(first_password=password))
    assert "first_password" in answer.context["adminform"].form.errors
    assert not Account.objects.filter(username="clerk").exists()


def test_the_admin_asks_why_an_account_is_disabled(desk: Client, clerk: Account) -> None:
    page = f"{ACCOUNTS}{clerk.pk}/change/"
    assert "why" in desk.post(page, form(is_active="")).context["adminform"].form.errors
    desk.post(page, form(is_active="", why="离职"))
    clerk.refresh_from_db()
    assert not clerk.is_active
    assert Event.objects.get(verb="disable").why == "离职"


def test_saving_without_a_change_changes_nothing(desk: Client, clerk: Account) -> None:
    before = Event.objects.count()
    desk.post(f"{ACCOUNTS}{clerk.pk}/change/", form())
    clerk.refresh_from_db()
    assert clerk.check_password(SOUND)
    assert Event.objects.count() == before


def test_the_administrator_cannot_disable_himself_in_the_admin(desk: Client, administrator: Account) -> None:
    page = f"{ACCOUNTS}{administrator.pk}/change/"
    told = {"name": "林晓", "role": "system_admin", "area": "430000", "why": "误操作"}
    assert desk.post(page, told).status_code == 302
    administrator.refresh_from_db()
    assert administrator.is_active


def test_nobody_deletes_an_account(desk: Client, clerk: Account) -> None:
    assert desk.post(f"{ACCOUNTS}{clerk.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.CATALOG_ADMIN, Role.CLERK])
def test_only_the_system_administrator_opens_accounts(role: Role, hunan: Area, client: Client) -> None:
    client.force_login(Account.objects.create(username="x", name="甲", role=role, area=hunan))
    answer = client.post(f"{ACCOUNTS}add/", form(first_password=SOUND))
    assert answer.status_code in {302, 403}
    assert not Account.objects.filter(username="clerk").exists()
