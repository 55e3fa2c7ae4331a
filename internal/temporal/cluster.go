package temporal

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"
)

// settlePause is between two looks at whether a change has reached the whole
// cluster; its services read namespaces anew every few seconds.
const settlePause = 200 * time.Millisecond

// EnsureNamespace makes the namespace when it is missing, and gives it the
// retention of closed workflows. It returns when the namespace can be used.
func EnsureNamespace(ctx context.Context, connected client.Client, namespace string, retention time.Duration) error {
	service := connected.WorkflowService()
	described, err := service.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	var missing *serviceerror.NamespaceNotFound
	switch {
	case errors.As(err, &missing):
		_, err = service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
			Namespace: namespace, Description: "Orderhatch's orders", WorkflowExecutionRetentionPeriod: durationpb.New(retention)})
		var raced *serviceerror.NamespaceAlreadyExists
		if errors.As(err, &raced) {
			err = nil
		}
	case err == nil && described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration() != retention:
		_, err = service.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
			Namespace: namespace, Config: &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(retention)}})
	}
	if err != nil {
		return fmt.Errorf("the namespace %q cannot be set up: %w", namespace, err)
	}
	return settle(ctx, fmt.Sprintf("the namespace %q", namespace), func() (bool, error) {
		_, err := service.ListOpenWorkflowExecutions(ctx, &workflowservice.ListOpenWorkflowExecutionsRequest{
			Namespace: namespace, MaximumPageSize: 1})
		if errors.As(err, &missing) {
			return false, nil
		}
		return err == nil, err
	})
}

// EnsureSearchAttributes adds the missing ones of type Keyword. It returns when
// workflows can be started and listed by them.
func EnsureSearchAttributes(ctx context.Context, connected client.Client, namespace string, names []string) error {
	operator := connected.OperatorService()
	present, err := operator.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: namespace})
	if err != nil {
		return fmt.Errorf("the search attributes cannot be listed: %w", err)
	}
	missing := map[string]enumspb.IndexedValueType{}
	for _, name := range names {
		kind, there := present.GetCustomAttributes()[name]
		if there && kind != enumspb.INDEXED_VALUE_TYPE_KEYWORD {
			return fmt.Errorf("the search attribute %s has the type %s in namespace %q and must be a Keyword", name, kind, namespace)
		}
		if !there {
			missing[name] = enumspb.INDEXED_VALUE_TYPE_KEYWORD
		}
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: namespace, SearchAttributes: missing})
	var raced *serviceerror.AlreadyExists
	if err != nil && !errors.As(err, &raced) {
		return fmt.Errorf("the search attributes cannot be added: %w", err)
	}
	return settle(ctx, "the search attributes", func() (bool, error) { return usable(ctx, connected, namespace, missing) })
}

// usable asks for workflows by the new attributes: a service that does not know
// one yet refuses the query.
func usable(ctx context.Context, connected client.Client, namespace string, names map[string]enumspb.IndexedValueType) (bool, error) {
	for name := range names {
		_, err := connected.WorkflowService().CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{
			Namespace: namespace, Query: name + ` = "none"`})
		var unknown *serviceerror.InvalidArgument
		if errors.As(err, &unknown) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// settle looks again until it is done, fails, or the time is up.
func settle(ctx context.Context, what string, done func() (bool, error)) error {
	pause := time.NewTicker(settlePause)
	defer pause.Stop()
	for {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return fmt.Errorf("%s did not become usable: %w", what, context.Cause(ctx))
		}
	}
}

// Check says whether Temporal answers and knows the namespace.
func Check(ctx context.Context, connected client.Client, namespace string) error {
	if _, err := connected.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return fmt.Errorf("Temporal does not answer: %w", err) //nolint:staticcheck // a name
	}
	_, err := connected.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	if err != nil {
		return fmt.Errorf("Temporal's namespace %q cannot be read: %w", namespace, err)
	}
	return nil
}
