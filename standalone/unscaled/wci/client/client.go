// Package client is what the server asks to scale workers. Nothing is scaled.
//
// The module that it is of stands in for the one with which a Temporal server
// starts workers in clouds by itself. Orderhatch brings its own, and the clouds'
// libraries (Kubernetes, AWS, Google Cloud) were a quarter of the program.
package client

import (
	"context"

	"go.temporal.io/api/deployment/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/server/common/namespace"
	"go.uber.org/fx"

	"go.temporal.io/auto-scaled-workers/wci/workflow/iface"
)

// Module gives the server its client.
var Module = fx.Provide(func() Client { return Client{} })

// Client knows of nothing that is scaled, and refuses to scale anything.
type Client struct{}

const refusal = "this server starts no workers by itself"

// DescribeWorkerControllerInstance finds nothing.
func (Client) DescribeWorkerControllerInstance(context.Context, *namespace.Namespace, *deployment.WorkerDeploymentVersion) (
	*iface.QueryDescribeWorkerControllerInstanceResponse, []byte, error) {
	return nil, nil, serviceerror.NewNotFound(refusal)
}

// UpdateWorkerControllerInstance refuses.
func (Client) UpdateWorkerControllerInstance(context.Context, *namespace.Namespace, *deployment.WorkerDeploymentVersion, []byte, string,
	map[string]iface.ScalingGroupSpecUpdate, []string) (*iface.UpdateWorkerControllerInstanceResponse, error) {
	return nil, serviceerror.NewFailedPrecondition(refusal)
}

// ValidateWorkerControllerInstanceSpec refuses.
func (Client) ValidateWorkerControllerInstanceSpec(context.Context, *namespace.Namespace, *deployment.WorkerDeploymentVersion, string,
	map[string]iface.ScalingGroupSpecUpdate, []string) error {
	return serviceerror.NewFailedPrecondition(refusal)
}

// DeleteWorkerControllerInstance has nothing to delete.
func (Client) DeleteWorkerControllerInstance(context.Context, *namespace.Namespace, *deployment.WorkerDeploymentVersion, string) error {
	return nil
}
