package cinema.orchestrator.admin;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

import cinema.orchestrator.receiver.StaffNames;
import freemarker.core.Environment;
import freemarker.template.SimpleHash;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.view.freemarker.FreeMarkerView;

/** A page of the admin, with what its frame needs. */
public class AdminView extends FreeMarkerView {

	@Override
	protected void exposeHelpers(Map<String, Object> model, HttpServletRequest request) throws Exception {
		super.exposeHelpers(model, request);
		model.put("frame", Frame.of(request, obtainApplicationContext().getBean(Texts.class),
				obtainApplicationContext().getBean(StaffNames.class)));
		ResourceUrlProvider files = obtainApplicationContext().getBean(ResourceUrlProvider.class);
		model.put("style", named(files, "/admin/assets/admin.css"));
		model.put("script", named(files, "/admin/assets/admin.js"));
		model.put("icon", named(files, "/admin/assets/icon.svg"));
	}

	/** Whole or not at all: half a page could not be taken back for one that says why. */
	@Override
	protected void processTemplate(Template template, SimpleHash model, HttpServletResponse response)
			throws IOException, TemplateException {
		StringWriter page = new StringWriter();
		Environment environment = template.createProcessingEnvironment(model, page);
		environment.setOutputEncoding(response.getCharacterEncoding());
		environment.process();
		response.getWriter().write(page.toString());
	}

	/** By the name that changes with the content. */
	private static String named(ResourceUrlProvider files, String path) {
		String named = files.getForLookupPath(path);
		return (named != null) ? named : path;
	}

}
