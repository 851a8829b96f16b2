"""What lies on somebody's desk."""

from datetime import timedelta

from kooperacja.accounts.models import Device
from kooperacja.drafts.models import Draft
from kooperacja.institutions.models import (
    Invitation,
)
from kooperacja.lists.models import SavedList
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import DeliveryState, Message, Push, PushSubscription

from .making import World, make


def build(world: World) -> None:
    """What lies on somebody's desk: a draft of the reporter, a message to the member, an invitation, a tablet."""
    world.token, world.pk, world.shelf, world.draft_kind = "no-such-token", 1, "rodzaje", "zgloszenie"
    world.page_of_handbook = "slowniczek"
    world.setting = "pilna-pomoc"
    world.invitation = make(
        Invitation,
        institution=world.ops,
        function=world.functions["intake"],
        email="zaproszona@urzad.example",
        name="Zaproszona",
        token_hash="0" * 64,
        made_at=world.now,
        expires_at=world.now + timedelta(days=7),
    )
    world.device = make(Device, user=world.lead.user, name="tablet", token_hash="1" * 64, known_since=world.now)
    world.subscription = make(
        PushSubscription,
        device=world.device,
        address="https://push.example/tablet",
        address_index=b"1" * 36,
        server_key="K" * 87,
        made_at=world.now,
    )
    Push.objects.create(subscription=world.subscription, state=DeliveryState.SENT, next_try_at=world.now)
    world.draft = Draft.objects.create(
        owner=world.reporter.user,
        kind="zgloszenie",
        data={"facts": [world.word("concern_draft")]},
        saved_at=world.now,
    )
    world.saved_list = make(
        SavedList,
        membership=world.lead.membership,
        of="cases",
        name=world.word("saved_list"),
        query="stan=active",
        kept_at=world.now,
    )
    world.message = make(
        Message,
        kind=MessageKind.values[0],
        recipient=world.member.user,
        reference=world.case.number,
        path=f"/sprawy/{world.case.public_id}/",
        made_at=world.now,
    )
