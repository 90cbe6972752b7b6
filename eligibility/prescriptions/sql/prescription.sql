-- needs: prescription
-- The prescription, whatever its state; its physician signs it, for an old paper sheet the hospital.
prescription AS (
    SELECT x.rxno AS serial, x.kind, x.setting, x.person_id AS person, x.hospital_id AS hospital, x.first_day,
           x.last_day, x.withdrawn_at AT TIME ZONE 'Asia/Shanghai' AS withdrawn_at, x.diagnosis_code,
           coalesce(x.physician_id, x.hospital_id) AS signer, x.content, x.signature,
           x.early_reason, x.assessment, x.paper_id IS NOT NULL AS on_paper
    FROM eligibility_prescription x
    WHERE x.rxno = :prescription::text
)
