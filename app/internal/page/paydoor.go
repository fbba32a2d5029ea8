package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

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

// Waits reports whether a payment of a notice was begun, and its end is not known.
func (v Visit) Waits(nav string) bool {
	p, _, ok := payments.Find(v.Folder.Debts, nav)
	return ok && p.Waiting
}

// WaitsImu reports the same of a part of a year's IMU.
func (v Visit) WaitsImu(of payments.Imu) bool {
	_, waits := v.ImuUnderWay(of)
	return waits
}

// ImuUnderWay is the debt of the same part of a year's IMU of which a payment was begun whose end is not known.
func (v Visit) ImuUnderWay(of payments.Imu) (payments.Position, bool) {
	whole := payments.Imu{Year: of.Year, Half: "tutto"}
	for _, p := range v.Folder.Debts {
		same := p.About == of.About() || p.About == whole.About() || of == whole && strings.HasPrefix(p.About, strconv.Itoa(of.Year)+"/")
		if p.Waiting && p.Service == "imu" && same {
			return p, true
		}
	}
	return payments.Position{}, false
}

// PayNotice is the door to paying a notice here and now, or, while a payment of it is on its way, to that payment; nil
// when it cannot be paid here by this person.
func (v Visit) PayNotice(nav string) *ui.Node {
	p, n, ok := payments.Find(v.Folder.Debts, nav)
	switch {
	case !ok:
		return nil
	case p.Waiting:
		return v.underWay()
	case p.State(n, v.Today) != payments.Open || n.Owed() == 0 || !v.Pays(p.Service):
		return nil
	}
	return v.payDoor("avviso", nav, n.Owed())
}

// PayImu is the door to paying a part of a year's IMU here: acconto, saldo or tutto; nil when it cannot be paid here.
func (v Visit) PayImu(of payments.Imu) *ui.Node {
	if v.WaitsImu(of) {
		return v.underWay()
	}
	debt, err := folder.ImuNotice(v.Folder, v.Town, of, v.Today)
	if err != nil || debt.Amount == 0 || !v.Pays("imu") {
		return nil
	}
	return v.payDoor("imu", strconv.Itoa(of.Year)+"-"+of.Half, debt.Amount)
}

// UnderWay says on a page that tells what is owed for some services that a payment of it was begun; nil when none was.
func (v Visit) UnderWay(services ...string) *ui.Node {
	for _, p := range v.Folder.Debts {
		if p.Waiting && slices.Contains(services, p.Service) {
			return v.underWay()
		}
	}
	return nil
}

// underWay leads to a payment that was begun, so that nobody pays twice.
func (v Visit) underWay() *ui.Node {
	return ui.Callout(ui.KindWarning, v.Say("payments.busy.title"), ui.P(v.Say("payments.busy.do")), ui.Link("/pagamenti", v.Say("payments.mine.title")))
}

func (v Visit) payDoor(name, value string, owed money.Cents) *ui.Node {
	return ui.LinkButton("/paga/conferma?"+name+"="+url.QueryEscape(value), v.Say("payments.go", "Euro", text.Euro(v.Text, owed)))
}
