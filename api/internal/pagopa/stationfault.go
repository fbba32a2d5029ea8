package pagopa

import "sportello/api/payments"

// refusal is why the station says no, as pagoPA's codes for creditors have it (DOMAIN § 1.7).
type refusal string

// The refusals. PAA_PAGAMENTO_IN_CORSO is not among them: a position stays open until its receipt comes, and the Nodo
// itself keeps a second try away while one is under way [SANP-SYNC].
const (
	unknownNotice   refusal = "PAA_PAGAMENTO_SCONOSCIUTO"
	settledNotice   refusal = "PAA_PAGAMENTO_DUPLICATO"
	expiredNotice   refusal = "PAA_PAGAMENTO_SCADUTO"
	cancelledNotice refusal = "PAA_PAGAMENTO_ANNULLATO"
	wrongAmount     refusal = "PAA_ATTIVA_RPT_IMPORTO_NON_VALIDO"
	wrongCreditor   refusal = "PAA_ID_DOMINIO_ERRATO"
	wrongBroker     refusal = "PAA_ID_INTERMEDIARIO_ERRATO"
	wrongStation    refusal = "PAA_STAZIONE_INT_ERRATA"
	badSyntax       refusal = "PAA_SINTASSI_XSD"
	badForm         refusal = "PAA_SINTASSI_EXTRAXSD"
	badMeaning      refusal = "PAA_SEMANTICA"
	ourFault        refusal = "PAA_SYSTEM_ERROR"
)

// said is the fixed text of each code. Machines read the code; this is for who reads their logs.
var said = map[refusal]string{
	unknownNotice:   "Pagamento in attesa risulta sconosciuto all'Ente Creditore",
	settledNotice:   "Pagamento in attesa risulta concluso all'Ente Creditore",
	expiredNotice:   "Pagamento in attesa risulta scaduto all'Ente Creditore",
	cancelledNotice: "Pagamento in attesa risulta annullato all'Ente Creditore",
	wrongAmount:     "L'importo del pagamento in attesa non è congruente con il dato indicato dal PSP",
	wrongCreditor:   "La PAA non corrisponde al Dominio indicato",
	wrongBroker:     "Identificativo intermediario non corrispondente",
	wrongStation:    "Stazione intermediario non corrispondente",
	badSyntax:       "Errore di sintassi XSD",
	badForm:         "Errore di sintassi extra XSD",
	badMeaning:      "Errore semantico",
	ourFault:        "Errore generico",
}

// Error makes a refusal an error.
func (r refusal) Error() string { return string(r) }

// verdict is why a notice in a state cannot be paid; nil when it can.
//
// Another alternative was paid: when that has settled the debt it is "concluso" (the meaning that pagoPA's list gives
// PAA_PAGAMENTO_DUPLICATO), and the person hears that it is paid. While its instalments are still being paid, this
// alternative is unknown, as on GPD (DOMAIN § 1.5 [SANP-GPD3]); so is one whose first day has not come.
func verdict(p payments.Position, n payments.Notice, state payments.State) error {
	switch state {
	case payments.Open:
		return nil
	case payments.Paid, payments.Over:
		return settledNotice
	case payments.Expired:
		return expiredNotice
	case payments.Closed:
		if settled(p, n.Option) {
			return settledNotice
		}
	case payments.Stopped:
		if p.Ended == payments.Elsewhere {
			return settledNotice
		}
		return cancelledNotice
	}
	return unknownNotice
}

// settled reports whether an alternative other than this one was paid whole.
func settled(p payments.Position, option int) bool {
	owed, paid := map[int]bool{}, map[int]bool{}
	for _, n := range p.Notices {
		owed[n.Option] = owed[n.Option] || n.Owed() > 0
		paid[n.Option] = paid[n.Option] || n.Paid > 0
	}
	for other := range paid {
		if other != option && paid[other] && !owed[other] {
			return true
		}
	}
	return false
}
