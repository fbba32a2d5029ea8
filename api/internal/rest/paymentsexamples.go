package rest

import (
	"time"

	"sportello/api/payments"
)

// exampleMinutes is how long the person of the examples took.
const exampleMinutes = 4 * time.Minute

// exampleReceipt is of a fine with the figures of DOMAIN § 4.2: min 42, costs 13.80, within five days 43.20. Its number is
// made by the rules (aux 3, segregation 48).
func exampleReceipt() payments.Receipt {
	return payments.Receipt{ID: "c110729d258c4ab1b765fe902aae41d6", NAV: "348202600000012352", Position: "fine/V-2026-004711", Service: "fines", About: "V/2026/004711",
		Amount: 43_20, Fee: 1_50, PaidOn: exampleDay(2026, 7, 6), PaidAt: time.Date(2026, 7, 6, 7, 30, 0, 0, time.UTC), PSP: "Banca di prova", Method: "creditCard"}
}
