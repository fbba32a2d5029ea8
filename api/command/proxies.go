package command

// What is done with proxies (deleghe). A proxy given has the id of the command by which it was given.
const (
	GiveProxy     Kind = "proxies.give"
	AcceptProxy   Kind = "proxies.accept"   // with the code; never kept on a phone
	ChangeProxy   Kind = "proxies.change"   // pause, resume, revoke, renounce, refuse, a new code
	ClaimProxy    Kind = "proxies.claim"    // ask for one that stands on papers
	RegisterProxy Kind = "proxies.register" // a clerk writes down one given on paper
	LookProxy     Kind = "proxies.look"     // a clerk opens a claim: both people can see that
	VerifyProxy   Kind = "proxies.verify"   // a clerk has seen the papers of a claim
)
