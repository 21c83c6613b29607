package cinema.workflows.durable;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** How workflows start others: one for each id, which outlives whoever started it. */
public final class Children {

	private Children() {
	}

	public static <T> T child(Class<T> type, String id, SearchAttributes attributes, String summary) {
		return Workflow.newChildWorkflowStub(type,
				ChildWorkflowOptions.newBuilder()
					.setWorkflowId(id)
					.setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
					.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
					.setTypedSearchAttributes(attributes)
					.setStaticSummary(summary)
					.build());
	}

}
