"""What isn't encrypted, and why it may lie open. A new text field fails until it is encrypted or explained here."""

NOT_AUDITED = {
    "accounts.User": "sign-in writes it (last sign-in, password); actions record what people do with it",
    "audit.Event": "it is the log",
    "audit.Read": "it is the log",
    "drafts.Draft": "half-written, its owner's alone",
    "drafts.HeldPost": "held an hour for its owner",
    "drafts.Once": "the key of a request that was carried out",
    "outbox.Delivery": "the worker's own bookkeeping",
}

STAFF = "staff at work: names and log-in addresses are not secret"
OFFICE = "an office's public data"
PAPER = "a number or title of a paper, written by staff, holds no facts"
CODE = "a code, a reference or a technical value"
WORDS = "vocabulary"

PUBLIC_ROOMS = {"territory": "the official register of the land"}

PLAIN_TEXT = {
    "accounts.User.password": CODE,
    "accounts.User.email": STAFF,
    "accounts.User.name": STAFF,
    "audit.Event.name": CODE,
    "audit.Event.subject_type": CODE,
    "audit.Event.changes": "values of plain fields alone; of sealed ones only that they changed",
    "audit.Read.page": CODE,
    "audit.Read.rows": "random ids",
    "agreements.Agreement.title": PAPER,
    "agreements.Agreement.scan": "the signed agreement of two offices",
    "cases.Case.number": CODE,
    "cases.Case.case_mark": PAPER,
    "cases.Case.domain_number": PAPER,
    "cases.CaseMember.letter_contact": STAFF,
    "cases.CaseMember.left_because": CODE,
    "cases.Note.case_mark": PAPER,
    "cases.Note.domain_number": PAPER,
    "cases.ParticipationBasis.reference": PAPER,
    "concerns.Concern.number": CODE,
    "concerns.Concern.register_number": PAPER,
    "concerns.Concern.case_mark": PAPER,
    "concerns.Decision.told_body": OFFICE,
    "concerns.Decision.told_how": "by letter, by telephone: how an office was told",
    "concerns.ReporterCode.code_hash": CODE,
    "drafts.Draft.kind": CODE,
    "drafts.HeldPost.path": "an address with random ids",
    "drafts.Once.answer": "an address with random ids",
    "institutions.Sector.code": WORDS,
    "institutions.Sector.name": WORDS,
    "institutions.Sector.name_en": WORDS,
    "institutions.InstitutionKind.code": WORDS,
    "institutions.InstitutionKind.name": WORDS,
    "institutions.InstitutionKind.name_en": WORDS,
    "institutions.InstitutionKind.abbreviation": WORDS,
    "institutions.Function.code": WORDS,
    "institutions.Function.name": WORDS,
    "institutions.Function.name_en": WORDS,
    "institutions.Function.duties": WORDS,
    "institutions.Institution.name": OFFICE,
    "institutions.Institution.address": OFFICE,
    "institutions.Institution.phone": OFFICE,
    "institutions.Institution.official_mailbox": OFFICE,
    "institutions.Institution.edelivery_address": OFFICE,
    "institutions.Institution.opening_hours": OFFICE,
    "institutions.Institution.notices_by": STAFF,
    "institutions.Institution.duty_phone": OFFICE,
    "institutions.Institution.crisis_phone": OFFICE,
    "institutions.NumberSeries.kind": CODE,
    "outbox.Message.kind": CODE,
    "outbox.Message.mailbox": OFFICE,
    "outbox.Message.reference": CODE,
    "outbox.Message.path": "an address with random ids",
    "outbox.Delivery.error": "the type of an error, without its words",
    "partnerships.Partnership.name": OFFICE,
}
