package cinema.orchestrator.admin;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.view.freemarker.FreeMarkerView;

/** A page of the admin, with what its frame needs. */
public class AdminView extends FreeMarkerView {

	@Override
	protected void exposeHelpers(Map<String, Object> model, HttpServletRequest request) throws Exception {
		super.exposeHelpers(model, request);
		model.put("frame", Frame.of(request, obtainApplicationContext().getBean(Texts.class)));
		ResourceUrlProvider files = obtainApplicationContext().getBean(ResourceUrlProvider.class);
		model.put("style", named(files, "/admin/assets/admin.css"));
		model.put("script", named(files, "/admin/assets/admin.js"));
		model.put("icon", named(files, "/admin/assets/icon.svg"));
	}

	/** By the name that changes with the content. */
	private static String named(ResourceUrlProvider files, String path) {
		String named = files.getForLookupPath(path);
		return (named != null) ? named : path;
	}

}
