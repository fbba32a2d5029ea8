package app

import (
	"context"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
)

// TownHall is the small port through which the app reads and acts. On the server it is the store; on the
// phone it is the kept folder and the outbox. Its errors are those of api/command.
type TownHall interface {
	// Town is what everybody may read.
	Town(ctx context.Context) (folder.Town, error)
	// Acting is the actor under a mandate, by its id; an empty id is the actor themselves.
	Acting(ctx context.Context, actor identity.Who, mandate string) (identity.Who, error)
	// Folder is what the actor may read about the subject.
	Folder(ctx context.Context, who identity.Who) (folder.Folder, error)
	// Send gives a command: applied exactly once, however often it is sent.
	Send(ctx context.Context, who identity.Who, c command.Command) (command.Receipt, error)
}
