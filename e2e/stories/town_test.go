package stories

import (
	"context"
	"time"

	"sportello/e2e/house"
)

// startTown is one small demonstration town for all stories.
func startTown() (*house.House, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	return house.Start(ctx, house.Options{Demo: true, Residents: 300})
}
