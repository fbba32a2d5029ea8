package ui

// Amount shows a sum, large, with its meaning in words above it. Colour never carries the meaning.
// euro is the sum as it is written, spoken as it is said.
//
// Heard as one sentence: "Da pagare: 29 euro e 40 centesimi". See Spoken for how.
func Amount(label, euro, spokenSum string) *Node {
	return El("p", Attrs{"class": "amount"}, spoken(label+": "+spokenSum,
		El("span", Attrs{"class": "amount-label"}, Text(label+" ")), El("span", Attrs{"class": "amount-sum"}, Text(euro))))
}

func amountExamples() []Example {
	return []Example{
		{"Amount", "da pagare", Amount("Da pagare entro il 16 giugno", "127,50 €", "127 euro e 50 centesimi")},
		{"Amount", "già pagato", Amount("Pagato", "1.027,00 €", "1027 euro")},
	}
}
