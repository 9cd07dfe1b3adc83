package dev.synod.server.rest.request;

import dev.synod.api.Problem;
import dev.synod.server.rest.reply.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** Where the servlet container sends what went wrong outside of Spring MVC. Asked for by a client it is not there. */
@Controller
public final class ErrorPage implements ErrorController {

    private final JsonMapper mapper;

    public ErrorPage(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? Refusals.byStatus(status)
                : Refusals.byStatus(404);
        Problems.write(problem, mapper, response);
    }
}
