package web

import "sportello/app/internal/text"

// Layout is the words of the document around a page, in one language, and what it says of the comune.
type Layout struct {
	Name, Description, Skip, Demo, Menu, Nav   string
	Home, Services, Desk                       string
	Applications, Taxes, Pay                   string
	Proxies, Preferences                       string
	OtherLanguage, SignIn, SignOut, Offline    string
	Help, HelpText, Call, MoreHelp             string
	Listen, StopListening, PrintLarge          string
	HelpOn, HelpSees, HelpEnd                  string
	FAQ, Report, Accessibility, Privacy, Legal string
	Email, PEC, Site                           string
	Place                                      Place
}

// Place is how to reach the comune. What is empty is left out.
type Place struct{ Name, Phone, Hours, Address, Email, PEC, Site string }

// ReadLayout reads the words of a language.
func ReadLayout(t text.Text, place Place) Layout {
	return Layout{
		Name: t.Say("layout.name"), Description: t.Say("layout.description"), Skip: t.Say("layout.skip"),
		Demo: t.Say("layout.demo"), Menu: t.Say("layout.menu"), Nav: t.Say("layout.nav"),
		Home: t.Say("layout.home"), Desk: t.Say("layout.desk"), Services: t.Say("layout.services"), Applications: t.Say("layout.applications"), Taxes: t.Say("layout.taxes"), Pay: t.Say("layout.pay"), Proxies: t.Say("layout.proxies"),
		Preferences: t.Say("layout.preferences"), OtherLanguage: t.Say("layout.other-language"),
		SignIn: t.Say("layout.sign-in"), SignOut: t.Say("layout.sign-out"), Offline: t.Say("layout.offline"),
		Help: t.Say("layout.help"), HelpText: t.Say("layout.help.text"), Call: t.Say("layout.help.call"), MoreHelp: t.Say("layout.help.more"),
		HelpOn: t.Say("helpcode.on.name"), HelpSees: t.Say("helpcode.on"), HelpEnd: t.Say("helpcode.end"),
		Listen: t.Say("layout.listen"), StopListening: t.Say("layout.listen.stop"), PrintLarge: t.Say("layout.print"),
		FAQ: t.Say("layout.faq"), Report: t.Say("layout.report"), Accessibility: t.Say("layout.accessibility"),
		Privacy: t.Say("layout.privacy"), Legal: t.Say("layout.legal"),
		Email: t.Say("layout.email"), PEC: t.Say("layout.pec"), Site: t.Say("layout.site"), Place: place,
	}
}
