package standalone

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"

	"github.com/orderhatch/orderhatch/internal/engine"
)

// webUI is Temporal's own Web UI.
type webUI struct {
	server *server.Server
	ended  chan struct{}
}

// startUI returns when the UI answers.
func startUI(ctx context.Context, ports *ports, options engine.Options) (*webUI, error) {
	ui := &webUI{ended: make(chan struct{}), server: server.NewServer(server_options.WithConfigProvider(&config.Config{
		TemporalGRPCAddress: ports.frontendAddress(),
		Host:                ports.ui.IP.String(),
		Port:                ports.ui.Port,
		EnableUI:            true,
		DefaultNamespace:    options.Namespace,
		HideLogs:            true,
		// It asks nobody on the internet for news.
		DisableNewsFetch:   true,
		NotifyOnNewVersion: false,
		// Browsers send no cookie marked "secure" over plain HTTP.
		CORS:  config.CORS{CookieInsecure: true},
		Codec: config.Codec{Endpoint: options.CodecEndpoint, IncludeCredentials: options.CodecEndpoint != ""},
	}))}
	go func() {
		defer close(ui.ended)
		_ = ui.server.Start() // always nil
	}()
	if err := awaitUI(ctx, "http://"+ports.uiAddress()+"/healthz"); err != nil {
		ui.stop()
		return nil, err
	}
	return ui, nil
}

func awaitUI(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	pause := time.NewTicker(10 * time.Millisecond)
	defer pause.Stop()
	for {
		answer, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = answer.Body.Close()
			return nil
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return fmt.Errorf("the Temporal UI did not start: %w", context.Cause(ctx))
		}
	}
}

func (u *webUI) stop() {
	u.server.Stop()
	<-u.ended
}
