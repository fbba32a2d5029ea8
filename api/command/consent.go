package command

// Consents of a citizen to one act of a clerk.
const (
	ConsentAsk    Kind = "consents.ask"    // a clerk asks, having read the sentence aloud
	ConsentCarry  Kind = "consents.carry"  // a clerk has a code sent to the citizen
	ConsentGive   Kind = "consents.give"   // the citizen's code, told to the clerk
	ConsentShow   Kind = "consents.show"   // the citizen has a code shown
	ConsentRefuse Kind = "consents.refuse" // the citizen says no
	CardMake      Kind = "consents.card"   // the citizen makes a card of codes
)
