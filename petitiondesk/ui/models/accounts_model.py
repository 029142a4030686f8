"""The accounts of the registry as the settings list them."""

from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import term, tr
from petitiondesk.services.accounts import AccountLine
from petitiondesk.ui.models.rows_model import Column, RowsModel


class AccountsModel(RowsModel[AccountLine]):
    """Name, role, whether sealed cases may be opened, whether the password opens the registry."""

    def __init__(self, me: str) -> None:
        def named(line: AccountLine) -> str:
            name = line.account.name
            return tr("{name}（您）", name=name) if name == me else name

        super().__init__(
            (
                Column("name", N_("姓名"), 170, named),
                Column("role", N_("身份"), 132, lambda r: term(r.account.role)),
                Column("sealed", N_("密件"), 110,
                       lambda r: tr("可以打开") if r.account.sealed else ""),
                Column("opens", N_("密码"), 150,
                       lambda r: tr("可以打开登记簿") if r.opens else tr("要重设密码")),
            )
        )  # fmt: skip
