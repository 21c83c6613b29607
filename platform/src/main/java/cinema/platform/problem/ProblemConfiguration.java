package cinema.platform.problem;

import java.util.List;

import org.apache.catalina.core.StandardHost;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Leaves no place from which something else than a problem document could come. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@Import({ ProblemAdvice.class, ProblemErrorController.class })
class ProblemConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems() {
		return (tomcat) -> tomcat.addContextCustomizers((context) -> ((StandardHost) context.getParent())
			.setErrorReportValveClass(ProblemReportValve.class.getName()));
	}

	/** What the firewall does not let through. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpFirewall.class)
	@RestControllerAdvice
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class Firewall {

		/** Which methods there are is the controllers' to say, by 405. */
		@Bean
		HttpFirewall firewall() {
			StrictHttpFirewall firewall = new StrictHttpFirewall();
			firewall.setUnsafeAllowAnyHttpMethod(true);
			return firewall;
		}

		@Bean
		RequestRejectedHandler rejections() {
			return (request, response, rejected) -> response.sendError(HttpStatus.BAD_REQUEST.value());
		}

		/** Parameters and headers that it looks at only when they are read. */
		@ExceptionHandler
		ResponseEntity<ProblemDetail> rejected(RequestRejectedException rejected) {
			return Problems.answer(HttpStatus.BAD_REQUEST, Problems.detail(HttpStatus.BAD_REQUEST), List.of());
		}

	}

}
