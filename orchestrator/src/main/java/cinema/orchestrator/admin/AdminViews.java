package cinema.orchestrator.admin;

import org.springframework.boot.freemarker.autoconfigure.FreeMarkerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.view.freemarker.FreeMarkerViewResolver;

/** Makes views of the files in {@code admin}. */
@Configuration(proxyBeanMethods = false)
class AdminViews {

	@Bean
	FreeMarkerViewResolver freeMarkerViewResolver(FreeMarkerProperties properties) {
		FreeMarkerViewResolver views = new FreeMarkerViewResolver();
		properties.applyToMvcViewResolver(views);
		views.setViewClass(AdminView.class);
		// By 303: what somebody has sent is not sent to the next page.
		views.setRedirectHttp10Compatible(false);

		return views;
	}

}
