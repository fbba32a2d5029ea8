package pagopa

// Words are the words of the pages in one language. They stand here and not in the catalogues: the product never shows
// these pages.
type Words struct {
	Lang, OtherLang, OtherName, Banner, Demo                                    string
	PayHeading, Explain, What, Creditor, Notice, Amount, Total, Fee             string
	WithFee, Pay, TryHeading, TryText                                           string
	Late, LateText, Hang, HangText, Fail, FailText, Stay, StayText              string
	CancelHeading, CancelText, Cancel                                           string
	GoneHeading, GoneText, DoneHeading, DoneText, PaidHeading, PaidText         string
	HomeLink, RefusedHeading, Unknown, Paid, Expired, Changed, Busy, Down       string
	LedgerLink, LedgerHeading, LedgerText, KeptText, ForgottenText, Empty, When string
	Receipt, ReceiptHeld, ReceiptLater, ReceiptTaken, ReceiptOnWay              string
	ReceiptOut, Send, FlowHeading, FlowText, FlowsMade, MakeFlow                string
	FaultsHeading, FaultsText                                                   string
}

var italian = Words{
	Lang: "it", OtherLang: "en", OtherName: "English",
	Banner: "DIMOSTRAZIONE — non è pagoPA: nessuno paga davvero", Demo: "dimostrazione",
	PayHeading: "Paghi per prova",
	Explain:    "Questa pagina prende il posto di pagoPA. I nomi e gli importi sono inventati. Qui non si muove denaro. Non scriva qui i suoi dati.",
	What:       "Che cosa paga", Creditor: "A chi", Notice: "Numero dell'avviso", Amount: "Importo", Total: "Totale degli avvisi",
	Fee: "Costo del servizio, inventato", WithFee: "In tutto", Pay: "Paga",
	TryHeading: "Vuole provare un altro caso?",
	TryText:    "Con questi pulsanti si vede che cosa fa il Comune quando qualcosa va in modo diverso.",
	Late:       "Paga, con la ricevuta più tardi", LateText: "Il pagamento riesce. La ricevuta arriva al Comune dopo un poco.",
	Hang: "Resta in sospeso", HangText: "Il pagamento riesce, ma pagoPA non lo sa ancora. La ricevuta parte quando lo chiede lei, dal registro della prova.",
	Fail: "Fai fallire", FailText: "Il pagamento non riesce. Lei torna al Comune e non ha pagato.",
	Stay: "Paga e resta qui", StayText: "Il pagamento riesce. Poi può tornare al Comune senza aspettare.",
	CancelHeading: "Non vuole pagare?", CancelText: "Torna al Comune. Non ha pagato niente.", Cancel: "Annulla",
	GoneHeading: "Questa pagina è scaduta", GoneText: "Sono passati dieci minuti, oppure la prova è ripartita. Non ha pagato niente. Torni al Comune e cominci di nuovo.",
	DoneHeading: "Questa pagina è già stata usata", DoneText: "Il pagamento di prova è finito. Torni al Comune.",
	PaidHeading: "Pagamento di prova fatto", PaidText: "La ricevuta va al Comune da sola. Può tornare al Comune senza aspettare.",
	HomeLink: "Torna al Comune", RefusedHeading: "Non si può pagare adesso",
	Unknown: "Il Comune non conosce questo avviso, o non lo fa pagare adesso. Non ha pagato niente.",
	Paid:    "Questo avviso è già stato pagato. Non ha pagato due volte.",
	Expired: "Questo avviso è scaduto e non si può più pagare. Non ha pagato niente.",
	Changed: "L'importo è cambiato. Torni al Comune e guardi quanto è. Non ha pagato niente.",
	Busy:    "Qualcuno sta già pagando questo avviso. Aspetti qualche minuto.",
	Down:    "Il Comune non risponde. Non ha pagato niente. Riprovi tra qualche minuto.",

	LedgerLink:    "Veda il registro della prova",
	LedgerHeading: "Il registro della prova", LedgerText: "Qui ci sono i pagamenti di prova, dall'ultimo. Da qui lei manda al Comune le ricevute ferme.",
	KeptText: "Il registro resta anche se il programma riparte.", ForgottenText: "Il registro sta solo in memoria: si perde se il programma riparte.",
	Empty: "Non c'è ancora nessun pagamento.", When: "Quando", Receipt: "Ricevuta",
	ReceiptHeld: "ferma: parte solo se lo chiede lei", ReceiptLater: "parte tra poco", ReceiptTaken: "arrivata al Comune", ReceiptOnWay: "in viaggio verso il Comune",
	ReceiptOut: "pronta: il Comune la viene a prendere", Send: "Manda adesso la ricevuta",
	FlowHeading: "Il flusso della banca",
	FlowText:    "Ogni notte la banca di prova dice al Comune quali somme gli versa. Si chiama flusso di rendicontazione. Qui può farlo subito.",
	FlowsMade:   "Flussi fatti finora", MakeFlow: "Fai adesso il flusso",
	FaultsHeading: "Errori di chi ha chiamato", FaultsText: "Richieste che le regole di pagoPA non permettono",
}

var english = Words{
	Lang: "en", OtherLang: "it", OtherName: "Italiano",
	Banner: "DEMONSTRATION — this is not pagoPA: nobody really pays", Demo: "demonstration",
	PayHeading: "Pay, as a trial",
	Explain:    "This page stands in for pagoPA. The names and the amounts are made up. No money moves here. Do not write your own data here.",
	What:       "What you pay", Creditor: "To whom", Notice: "Notice number", Amount: "Amount", Total: "Total of the notices",
	Fee: "Fee for the service, made up", WithFee: "In all", Pay: "Pay",
	TryHeading: "Do you want to try another case?",
	TryText:    "These buttons show what the town hall does when something goes differently.",
	Late:       "Pay, with the receipt later", LateText: "The payment works. The receipt reaches the town hall a little later.",
	Hang: "Leave it hanging", HangText: "The payment works, but pagoPA does not know yet. The receipt goes when you ask for it, from the ledger of the trial.",
	Fail: "Make it fail", FailText: "The payment does not work. You go back to the town hall and have not paid.",
	Stay: "Pay and stay here", StayText: "The payment works. Then you can go back to the town hall without waiting.",
	CancelHeading: "You do not want to pay?", CancelText: "Go back to the town hall. You have not paid anything.", Cancel: "Cancel",
	GoneHeading: "This page has expired", GoneText: "Ten minutes have passed, or the trial was started again. You have not paid anything. Go back to the town hall and begin again.",
	DoneHeading: "This page was used already", DoneText: "The trial payment is over. Go back to the town hall.",
	PaidHeading: "Trial payment made", PaidText: "The receipt goes to the town hall by itself. You can go back to the town hall without waiting.",
	HomeLink: "Back to the town hall", RefusedHeading: "It cannot be paid now",
	Unknown: "The town hall does not know this notice, or does not let it be paid now. You have not paid anything.",
	Paid:    "This notice was paid already. You have not paid twice.",
	Expired: "This notice has expired and can no longer be paid. You have not paid anything.",
	Changed: "The amount has changed. Go back to the town hall and see what it is. You have not paid anything.",
	Busy:    "Somebody is paying this notice already. Wait a few minutes.",
	Down:    "The town hall does not answer. You have not paid anything. Try again in a few minutes.",

	LedgerLink:    "See the ledger of the trial",
	LedgerHeading: "The ledger of the trial", LedgerText: "Here are the trial payments, the last one first. From here you send the receipts that wait.",
	KeptText: "The ledger stays when the program starts again.", ForgottenText: "The ledger is in memory only: it is lost when the program starts again.",
	Empty: "There is no payment yet.", When: "When", Receipt: "Receipt",
	ReceiptHeld: "waiting: it goes only if you ask", ReceiptLater: "goes soon", ReceiptTaken: "the town hall has it", ReceiptOnWay: "on its way to the town hall",
	ReceiptOut: "ready: the town hall comes and takes it", Send: "Send the receipt now",
	FlowHeading: "The flow of the bank",
	FlowText:    "Every night the trial bank tells the town hall which sums it pays out. Here you can have it at once.",
	FlowsMade:   "Flows made so far", MakeFlow: "Make the flow now",
	FaultsHeading: "Faults of callers", FaultsText: "Requests that the rules of pagoPA do not allow",
}

// why says in words what a code means.
func (w Words) why(code string) string {
	switch code {
	case unknown:
		return w.Unknown
	case duplicate, nodePaid:
		return w.Paid
	case expired:
		return w.Expired
	case wrongSum:
		return w.Changed
	case nodeBusy, "PAA_PAGAMENTO_IN_CORSO":
		return w.Busy
	case nodeDown, "PAA_SYSTEM_ERROR":
		return w.Down
	}
	return w.Unknown
}
