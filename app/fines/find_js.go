package fines

import "sportello/app/internal/page"

// Find and Check are answered by the town hall alone: a phone asks it, or says that it needs the network.

// Find finds a fine by its letter.
func Find(v page.Visit) page.Page { return page.Server(v, v.Say("fines.find.title")) }

// Check says whether a notice is true.
func Check(v page.Visit) page.Page { return page.Server(v, v.Say("fines.check.title")) }
