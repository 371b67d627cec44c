-- For wrk: POSTs the file $BODY with the signature $SIGNATURE.
wrk.method = "POST"
wrk.body = io.open(os.getenv("BODY"), "rb"):read("*a")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["propexo-signature"] = os.getenv("SIGNATURE")
