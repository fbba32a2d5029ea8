package page

import (
	"net/url"
	"strconv"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Pays reports whether this person may pay something of a service here. A clerk never pays for a citizen.
func (v Visit) Pays(service string) bool {
	return v.Town.Pay.Online && v.Who.Mandate.Kind != identity.MandateDesk && v.Who.May(identity.Pay, service)
}

// PayNotice is the door to paying a notice here and now, or, while a payment of it is on its way, to that payment; nil
// when it cannot be paid here by this person.
func (v Visit) PayNotice(nav string) *ui.Node {
	p, n, ok := payments.Find(v.Folder.Debts, nav)
	switch {
	case !ok:
		return nil
	case p.Waiting:
		return ui.Callout(ui.KindWarning, v.Say("payments.sent.title"), ui.P(v.Say("payments.busy.do")), ui.Link("/pagamenti", v.Say("payments.mine.title")))
	case p.State(n, v.Today) != payments.Open || n.Owed() == 0 || !v.Pays(p.Service):
		return nil
	}
	return v.payDoor("avviso", nav, n.Owed())
}

// PayImu is the door to paying a part of a year's IMU here: acconto, saldo or tutto; nil when it cannot be paid here.
func (v Visit) PayImu(of payments.Imu) *ui.Node {
	debt, err := folder.ImuNotice(v.Folder, v.Town, of, v.Today)
	if err != nil || debt.Amount == 0 || !v.Pays("imu") {
		return nil
	}
	return v.payDoor("imu", strconv.Itoa(of.Year)+"-"+of.Half, debt.Amount)
}

func (v Visit) payDoor(name, value string, owed money.Cents) *ui.Node {
	return ui.LinkButton("/paga/conferma?"+name+"="+url.QueryEscape(value), v.Say("payments.go", "Euro", text.Euro(v.Text, owed)))
}
