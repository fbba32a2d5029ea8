package pagopa

import (
	"time"

	"sportello/api/money"
)

// publish makes a draft known to those who pay: at once, or from the first day of validity.
func (p *Position) publish(now time.Time) {
	p.Publish, p.Status = now, Published
	for i := range p.Options {
		if p.Options[i].Valid.IsZero() {
			p.Options[i].Valid, p.Status = now, Valid
		}
	}
	p.tick(now)
}

// tick makes what time does to a position by itself.
func (p *Position) tick(now time.Time) {
	if p.Status == Published {
		for _, o := range p.Options {
			if !o.Valid.After(now) {
				p.Status = Valid
			}
		}
	}
	if p.Status == Valid && p.expired(now) {
		p.Status = Unpayable
	}
}

// expired reports whether every alternative ends by itself and has ended.
func (p *Position) expired(now time.Time) bool {
	for _, o := range p.Options {
		if !o.expires() || !now.After(o.last()) {
			return false
		}
	}
	return true
}

func (o Option) expires() bool { return o.Expires != nil && *o.Expires }

func (o Option) last() (last time.Time) {
	for _, i := range o.Installments {
		if i.Due.After(last) {
			last = i.Due
		}
	}
	return last
}

func (o Option) begun() bool {
	for _, i := range o.Installments {
		if i.Status != Unpaid {
			return true
		}
	}
	return false
}

// Codes of faults as a station, GPD's too, tells them to the Nodo (DOMAIN § 1.7).
const (
	unknown   = "PAA_PAGAMENTO_SCONOSCIUTO"
	duplicate = "PAA_PAGAMENTO_DUPLICATO"
	expired   = "PAA_PAGAMENTO_SCADUTO"
	wrongSum  = "PAA_ATTIVA_RPT_IMPORTO_NON_VALIDO"
)

// payable is the notice of that number, or the code of why it cannot be paid now.
func (p *Position) payable(nav string, now time.Time) (*Option, *Installment, string) {
	p.tick(now)
	o, i := p.find(nav)
	switch {
	case i == nil:
		return nil, nil, unknown
	case i.Status != Unpaid:
		return o, i, duplicate
	case p.Status == Draft, p.Status == Published, p.Status == Paid, o.Valid.After(now), p.otherBegun(o):
		return o, i, unknown
	case p.Status == Unpayable, o.expires() && now.After(i.Due):
		return o, i, expired
	}
	return o, i, ""
}

func (p *Position) find(nav string) (*Option, *Installment) {
	for k := range p.Options {
		for l := range p.Options[k].Installments {
			if p.Options[k].Installments[l].NAV == nav {
				return &p.Options[k], &p.Options[k].Installments[l]
			}
		}
	}
	return nil, nil
}

func (p *Position) otherBegun(o *Option) bool {
	for k := range p.Options {
		if &p.Options[k] != o && p.Options[k].begun() {
			return true
		}
	}
	return false
}

// paid writes a payment into the position.
func (p *Position) paid(pay *Payment) {
	o, i := p.find(pay.NAV)
	if i == nil {
		return
	}
	i.Status, i.PaidOn, i.Updated, i.Receipt = Paid, pay.At, pay.At, pay.Receipt
	i.PSP, i.Method, i.Fee = pspName, method, pay.Fee
	p.Status, p.PaidOn, p.Updated = Paid, pay.At, pay.At
	for _, other := range o.Installments {
		if other.Status == Unpaid {
			p.Status, p.PaidOn = PartiallyPaid, time.Time{}
		}
	}
}

// reported notes that a flow has told of a transfer of the notice.
func (p *Position) reported(nav, transfer, flow string, at time.Time) {
	_, i := p.find(nav)
	if i == nil {
		return
	}
	i.Flow, i.ReportedOn, i.Status = flow, at, Reported
	for k := range i.Transfers {
		if i.Transfers[k].ID == transfer {
			i.Transfers[k].Status = TransferReported
		}
		if i.Transfers[k].Status != TransferReported {
			i.Status = PartiallyReported
		}
	}
}

// sum is what transfers come to.
func sum(all []Transfer) (total money.Cents) {
	for _, t := range all {
		total += t.Amount
	}
	return total
}
