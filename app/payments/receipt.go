package payments

import (
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Receipt is the proof of one payment (ricevuta telematica), to read, to print and to keep.
func Receipt(v page.Visit) page.Page {
	r, ok := v.Folder.Receipt(v.Args["receipt"])
	if !ok {
		return page.NotFound(v)
	}
	title := v.Say("payments.receipt.title")
	body := []*ui.Node{ui.Back(mine, v.Say("payments.mine.title")), ui.H1(title), v.Age(), ui.P(v.Say("payments.receipt.proof"))}
	if r.Over {
		body = append(body, ui.Callout(ui.KindWarning, v.Say("payments.over.title"), ui.P(v.Say("payments.over.do", "Phone", v.Town.Phone))))
	}
	body = append(body, ui.El("div", ui.Attrs{"class": "receipt"}, v.Receipt(r)))
	return page.Page{Title: title, Body: append(body, keep(v, r))}
}

// keep is how to have the receipt for good: as a file, which only the town hall makes, and by e-mail. On paper it is gone.
func keep(v page.Visit, r payments.Receipt) *ui.Node {
	kept := ui.El("div", ui.Attrs{"class": "stack screen-only"})
	if v.Offline {
		ui.Add(kept, ui.P(v.Say("payments.receipt.offline")))
	} else {
		ui.Add(kept, ui.Link(receiptAt(r.ID)+".html", v.Say("payments.receipt.keep")), ui.P(v.Say("payments.receipt.keep.about")))
	}
	if to := v.Folder.Contact.Email; to != "" && v.Town.Mail && mailed(v, r) {
		ui.Add(kept, ui.P(v.Say("payments.receipt.mail", "Address", to)))
	}
	return kept
}

// mailed reports whether the copy went to whose page this is: it goes to who paid, and to the person when nobody else
// is known to have.
func mailed(v page.Visit, r payments.Receipt) bool {
	for _, p := range v.Folder.Payments {
		for _, i := range p.Items {
			if i.Receipt == r.ID {
				return p.Mine && !v.Who.ForOther()
			}
		}
	}
	return !v.Who.ForOther()
}
