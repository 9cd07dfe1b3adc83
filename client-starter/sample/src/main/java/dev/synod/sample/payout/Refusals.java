package dev.synod.sample.payout;

import dev.synod.client.NotFreeException;
import dev.synod.spring.fence.StaleFencingTokenException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a caller hears where a lock said no: nothing was paid, and asking again later is safe. */
@RestControllerAdvice
class Refusals {

    @ExceptionHandler
    ProblemDetail notFree(NotFreeException refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail stale(StaleFencingTokenException refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
    }
}
